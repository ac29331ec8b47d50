npm install -g @qwen-code/qwen-code
