claude -p "Say pong" --model sonnet
