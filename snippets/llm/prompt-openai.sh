llm -m tokenforme/gpt-5.5 "Say pong"
