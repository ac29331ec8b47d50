llm keys set tokenforme --value "sk-your-openai-key"
