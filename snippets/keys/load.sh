set -a; . ~/.codex/.env; set +a
