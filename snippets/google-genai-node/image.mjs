import { readFile } from "node:fs/promises";
import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});
const image = await readFile("photo.png", "base64");
const response = await client.models.generateContent({
  model: "gemini-2.5-pro",
  contents: [
    { inlineData: { mimeType: "image/png", data: image } },
    { text: "What is in this picture?" },
  ],
});
console.log(response.text);
