copilot -s -p "Say pong"
