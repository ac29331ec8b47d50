codex exec --skip-git-repo-check -p mini "Say pong"
