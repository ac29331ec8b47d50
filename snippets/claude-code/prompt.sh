claude -p "Say pong"
