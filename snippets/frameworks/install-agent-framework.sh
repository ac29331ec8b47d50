pip install agent-framework-core agent-framework-openai
