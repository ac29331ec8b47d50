$env:CLINE_SESSION_BACKEND_MODE = "local"
cline --provider openai-compatible "Say pong"
