opencode run "Say pong"
