export CODEX_HOME="codex-ci"
