copilot -s --allow-all-tools -p "Say pong"
