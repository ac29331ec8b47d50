pip install langchain-openai
