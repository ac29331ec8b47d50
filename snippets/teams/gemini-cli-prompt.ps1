$env:GEMINI_CLI_TRUST_WORKSPACE = "true"
gemini -p "Say pong"
