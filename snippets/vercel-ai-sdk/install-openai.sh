npm install ai @ai-sdk/openai
