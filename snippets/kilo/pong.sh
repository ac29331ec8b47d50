kilo run "Say pong"
