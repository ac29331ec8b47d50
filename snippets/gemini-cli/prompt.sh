gemini --skip-trust -p "Say pong"
