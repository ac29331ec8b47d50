pip install "smolagents[openai]"
