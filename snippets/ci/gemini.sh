gemini -p "Say pong"
