pip install llama-index-llms-openai-like
