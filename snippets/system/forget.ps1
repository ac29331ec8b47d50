[Environment]::SetEnvironmentVariable("TOKENFORME_OPENAI_KEY", $null, "User")
Remove-Item Env:TOKENFORME_OPENAI_KEY
