$env:TOKENFORME_OPENAI_KEY = "sk-your-rpm-limit-key"
