$env:TOKENFORME_OPENAI_KEY = "sk-your-stream-broken-key"
