npm install -g @mariozechner/pi-coding-agent
