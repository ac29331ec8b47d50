pip install google-genai
