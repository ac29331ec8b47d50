$env:CLINE_SESSION_BACKEND_MODE = "local"
cline "Say pong"
