npm install @openai/agents openai zod
