import { createGoogle } from "@ai-sdk/google";
import { generateText } from "ai";

const google = createGoogle({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  baseURL: "https://api.tokenfor.me/v1beta",
});
const { text } = await generateText({
  model: google("gemini-2.5-pro"),
  prompt: "Say pong",
});
console.log(text);
