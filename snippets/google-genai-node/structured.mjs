import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});
const response = await client.models.generateContent({
  model: "gemini-2.5-pro",
  contents: "I was charged twice. Refund me today!",
  config: {
    systemInstruction: "Classify the customer's message.",
    responseMimeType: "application/json",
    responseJsonSchema: {
      type: "object",
      properties: {
        topic: { type: "string", enum: ["billing", "login", "other"] },
        urgency: { type: "string", enum: ["high", "low"] },
      },
      required: ["topic", "urgency"],
    },
  },
});
const ticket = JSON.parse(response.text);
console.log(ticket.topic, ticket.urgency);
