npm install -g opencode-ai
