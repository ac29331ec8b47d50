pip install llm llm-anthropic
