pip install "pydantic-ai-slim[google]"
