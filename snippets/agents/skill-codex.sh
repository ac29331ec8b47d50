codex exec --skip-git-repo-check '$tokenforme Set this project up'
