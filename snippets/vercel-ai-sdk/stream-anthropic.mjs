import { createAnthropic } from "@ai-sdk/anthropic";
import { streamText } from "ai";

const anthropic = createAnthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const { stream } = streamText({
  model: anthropic("claude-sonnet-4-6"),
  prompt: "Count from 1 to 5, separated by spaces.",
});
for await (const part of stream) {
  if (part.type === "error") throw part.error;
  if (part.type === "text-delta") process.stdout.write(part.text);
}
console.log();
