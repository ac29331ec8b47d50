pip install anthropic
