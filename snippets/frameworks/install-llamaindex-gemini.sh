pip install llama-index-llms-google-genai
