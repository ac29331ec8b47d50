npm install -g @github/copilot
