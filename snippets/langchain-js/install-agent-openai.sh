npm install @langchain/openai @langchain/core langchain zod
