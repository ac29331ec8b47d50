import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const openai = createOpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const { text } = await generateText({
  model: openai("gpt-5.5"),
  prompt: "Say pong",
  providerOptions: { openai: { instructions: "You are a helpful assistant." } },
});
console.log(text);
