claude -p "Say pong" --model sonnet --settings models.json
