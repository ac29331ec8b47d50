codex exec --skip-git-repo-check "What is in this picture?" -i photo.png
