npm install openai zod
