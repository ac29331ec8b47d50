pip install llama-index-llms-anthropic "anthropic<1"
