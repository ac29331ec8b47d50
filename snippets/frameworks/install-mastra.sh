npm install @mastra/core
