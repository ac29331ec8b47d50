import { readFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const pdf = await readFile("invoice.pdf", "base64");
const response = await client.responses.create({
  model: "gpt-5.5",
  instructions: "You are a helpful assistant.",
  input: [
    {
      role: "user",
      content: [
        {
          type: "input_file",
          filename: "invoice.pdf",
          file_data: `data:application/pdf;base64,${pdf}`,
        },
        { type: "input_text", text: "What is the total of this invoice?" },
      ],
    },
  ],
});
console.log(response.output_text);
