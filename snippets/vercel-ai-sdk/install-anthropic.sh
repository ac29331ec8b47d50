npm install ai @ai-sdk/anthropic
