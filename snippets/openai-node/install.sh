npm install openai
