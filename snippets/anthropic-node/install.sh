npm install @anthropic-ai/sdk
