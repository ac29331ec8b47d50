import { readFile } from "node:fs/promises";
import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});
const pdf = await readFile("invoice.pdf", "base64");
const response = await client.models.generateContent({
  model: "gemini-2.5-pro",
  contents: [
    { inlineData: { mimeType: "application/pdf", data: pdf } },
    { text: "What is the total of this invoice?" },
  ],
});
console.log(response.text);
