claude -p "Say pong" --effort low
