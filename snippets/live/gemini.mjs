import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: {
    baseUrl: "https://api.tokenfor.me",
    timeout: 120_000,
    retryOptions: { attempts: 3 },
  },
});
const response = await client.models.generateContent({
  model: "gemini-2.5-pro",
  contents: "Say pong",
});
const id = response.sdkHttpResponse.headers["x-request-id"];
console.log(`${response.text}, request ${id}`);
