pip install openai
