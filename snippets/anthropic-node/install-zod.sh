npm install @anthropic-ai/sdk zod
