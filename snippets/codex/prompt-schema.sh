codex exec --skip-git-repo-check --output-schema schema.json "Say pong"
