claude -p "Say pong" --bare --output-format json
