$env:TOKENFORME_OPENAI_KEY = "sk-your-concurrency-key"
