import { readFile, writeFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const photo = new File([await readFile("picture.png")], "picture.png", {
  type: "image/png",
});
const result = await client.images.edit({
  model: "gpt-image-2",
  image: photo,
  prompt: "Make it blue",
});
await writeFile("edited.png", result.data[0].b64_json, "base64");
console.log("edited.png,", result.usage.output_tokens, "tokens");
