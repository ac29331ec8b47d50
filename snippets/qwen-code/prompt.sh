qwen -p "Say pong"
