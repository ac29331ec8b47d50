npm install -g @kilocode/cli
