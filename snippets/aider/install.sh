pip install aider-chat
