pip install langchain-anthropic
