$env:OLD_KEY = "sk-your-disabled-key"
