npm install -g @google/gemini-cli
