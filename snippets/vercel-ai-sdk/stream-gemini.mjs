import { createGoogle } from "@ai-sdk/google";
import { streamText } from "ai";

const google = createGoogle({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  baseURL: "https://api.tokenfor.me/v1beta",
});
const { stream } = streamText({
  model: google("gemini-2.5-pro"),
  prompt: "Count from 1 to 5, separated by spaces.",
});
for await (const part of stream) {
  if (part.type === "error") throw part.error;
  if (part.type === "text-delta") process.stdout.write(part.text);
}
console.log();
