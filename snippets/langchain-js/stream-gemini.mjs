import { ChatGoogleGenerativeAI } from "@langchain/google-genai";

const model = new ChatGoogleGenerativeAI({
  model: "gemini-2.5-pro",
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  baseUrl: "https://api.tokenfor.me",
});
const stream = await model.stream("Count from 1 to 5, separated by spaces.");
for await (const chunk of stream) process.stdout.write(chunk.text);
