mkdir -p ~/.codex
