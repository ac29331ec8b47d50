cn -p "Say pong"
