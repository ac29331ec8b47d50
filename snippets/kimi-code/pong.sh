kimi -p "Say pong"
