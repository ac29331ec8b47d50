import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const stream = await client.chat.completions.create({
  model: "gpt-5.5",
  messages: [{ role: "user", content: "Count from 1 to 5, separated by spaces." }],
  stream: true,
  stream_options: { include_usage: true },
});
let usage;
for await (const chunk of stream) {
  // The last chunk has the usage, and no choices.
  process.stdout.write(chunk.choices[0]?.delta.content ?? "");
  usage = chunk.usage ?? usage;
}
console.log();
console.log(usage.prompt_tokens, "tokens in,", usage.completion_tokens, "out");
