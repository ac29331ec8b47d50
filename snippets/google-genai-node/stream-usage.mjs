import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});
const stream = await client.models.generateContentStream({
  model: "gemini-2.5-pro",
  contents: "Count from 1 to 5, separated by spaces.",
});
let usage;
for await (const chunk of stream) {
  if (chunk.text) process.stdout.write(chunk.text);
  // Every chunk has the usage so far; the last one counts.
  usage = chunk.usageMetadata;
}
console.log();
console.log(usage.promptTokenCount, "tokens in,", usage.candidatesTokenCount, "out");
