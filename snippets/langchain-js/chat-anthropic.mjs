import { ChatAnthropic } from "@langchain/anthropic";

const model = new ChatAnthropic({
  model: "claude-sonnet-4-6",
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  anthropicApiUrl: "https://api.tokenfor.me",
});
const answer = await model.invoke("Say pong");
console.log(answer.content);
