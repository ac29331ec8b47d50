import { ChatAnthropic } from "@langchain/anthropic";

const model = new ChatAnthropic({
  model: "claude-sonnet-4-6",
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  anthropicApiUrl: "https://api.tokenfor.me",
});
const stream = await model.stream("Count from 1 to 5, separated by spaces.");
for await (const chunk of stream) process.stdout.write(chunk.text);
