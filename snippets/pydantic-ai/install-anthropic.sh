pip install "pydantic-ai-slim[anthropic]"
