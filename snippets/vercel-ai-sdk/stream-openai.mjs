import { createOpenAI } from "@ai-sdk/openai";
import { streamText } from "ai";

const openai = createOpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const { stream } = streamText({
  model: openai("gpt-5.5"),
  prompt: "Count from 1 to 5, separated by spaces.",
  providerOptions: { openai: { instructions: "You are a helpful assistant." } },
});
for await (const part of stream) {
  if (part.type === "error") throw part.error;
  if (part.type === "text-delta") process.stdout.write(part.text);
}
console.log();
