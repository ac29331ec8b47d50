npm install ai @ai-sdk/google
