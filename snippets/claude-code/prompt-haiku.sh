claude -p "Say pong" --model haiku
