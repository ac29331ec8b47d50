Get-Content prompt.md | claude -p --permission-mode acceptEdits --allowedTools "Bash(curl -sS {{ site_url }}*)" "Bash(python app.py)"
