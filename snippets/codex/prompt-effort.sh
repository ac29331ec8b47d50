codex exec --skip-git-repo-check -c model_reasoning_effort=high "Say pong"
