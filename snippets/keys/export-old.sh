export OLD_KEY="sk-your-disabled-key"
