$key = "$env:TOKENFORME_OPENAI_KEY"
($key -replace "^(.{6}).*(.{4})$", '[$1…$2]') + " $($key.Length) characters"
