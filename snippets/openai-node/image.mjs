import { readFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const image = await readFile("photo.png", "base64");
const response = await client.responses.create({
  model: "gpt-5.5",
  instructions: "You are a helpful assistant.",
  input: [
    {
      role: "user",
      content: [
        { type: "input_image", image_url: `data:image/png;base64,${image}` },
        { type: "input_text", text: "What is in this picture?" },
      ],
    },
  ],
});
console.log(response.output_text);
