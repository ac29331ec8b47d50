openclaw agent exec "Hello"
