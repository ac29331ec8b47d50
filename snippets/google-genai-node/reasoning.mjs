import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});
const response = await client.models.generateContent({
  model: "gemini-2.5-pro",
  contents: "Say pong",
  config: { thinkingConfig: { thinkingBudget: 1024, includeThoughts: true } },
});
console.log(response.text);
console.log(response.usageMetadata.candidatesTokenCount, "tokens of the answer");
console.log(response.usageMetadata.thoughtsTokenCount, "thinking");
