pip install langchain-google-genai
