pip install autogen-agentchat "autogen-ext[openai]"
