import { readFile } from "node:fs/promises";
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me",
});
const pdf = await readFile("invoice.pdf", "base64");
const message = await client.messages.create({
  model: "claude-sonnet-4-6",
  max_tokens: 1024,
  messages: [
    {
      role: "user",
      content: [
        {
          type: "document",
          source: { type: "base64", media_type: "application/pdf", data: pdf },
        },
        { type: "text", text: "What is the total of this invoice?" },
      ],
    },
  ],
});
console.log(message.content[0].text);
