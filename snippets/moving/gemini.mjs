import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({});
const response = await client.models.generateContent({
  model: "gemini-2.5-pro",
  contents: "Say pong",
});
console.log(response.text);
