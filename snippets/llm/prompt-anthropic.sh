llm -m anthropic/claude-sonnet-4-6 "Say pong"
