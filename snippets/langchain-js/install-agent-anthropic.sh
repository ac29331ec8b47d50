npm install @langchain/anthropic @langchain/core langchain zod
