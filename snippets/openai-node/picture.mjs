import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const result = await client.images.generate({
  model: "gpt-image-2",
  prompt: "A red square",
});
await writeFile("picture.png", result.data[0].b64_json, "base64");
console.log("picture.png,", result.usage.output_tokens, "tokens");
