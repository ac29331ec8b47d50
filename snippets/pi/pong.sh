pi -p "Say pong"
