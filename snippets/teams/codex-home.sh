export CODEX_HOME="$PWD/.codex"
