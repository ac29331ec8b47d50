aider --no-git --chat-mode ask --message "Say pong"
