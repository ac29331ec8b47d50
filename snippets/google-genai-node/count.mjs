import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});
const count = await client.models.countTokens({
  model: "gemini-2.5-pro",
  contents: "Say pong",
});
console.log(count.totalTokens);
