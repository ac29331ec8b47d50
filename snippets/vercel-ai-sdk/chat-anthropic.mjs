import { createAnthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

const anthropic = createAnthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const { text } = await generateText({
  model: anthropic("claude-sonnet-4-6"),
  prompt: "Say pong",
});
console.log(text);
