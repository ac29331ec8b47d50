npm install -g openclaw
