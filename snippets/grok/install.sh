npm install -g @xai-official/grok
