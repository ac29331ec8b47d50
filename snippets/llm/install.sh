pip install llm
