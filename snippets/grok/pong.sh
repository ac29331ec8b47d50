grok -p "Say pong"
