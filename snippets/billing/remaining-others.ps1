$env:TOKENFORME_OPENAI_KEY = "sk-your-subscription-key"
python remaining.py
$env:TOKENFORME_OPENAI_KEY = "sk-your-quota-key"
python remaining.py
$env:TOKENFORME_OPENAI_KEY = "sk-your-expired-key"
python remaining.py
Remove-Item Env:TOKENFORME_OPENAI_KEY
