npm install -g @continuedev/cli
