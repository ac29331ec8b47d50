import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me",
});
// Stands for a long text that every request has: a manual, a contract.
const rules = Array.from(
  { length: 500 },
  (_, n) => `Rule ${n + 1}: answer in one short sentence.`,
);
const manual = rules.join("\n");
for (const question of ["Say ping", "Say pong"]) {
  const message = await client.messages.create({
    model: "claude-sonnet-4-6",
    max_tokens: 1024,
    system: [{ type: "text", text: manual, cache_control: { type: "ephemeral" } }],
    messages: [{ role: "user", content: question }],
  });
  console.log(message.content[0].text);
  console.log(message.usage.cache_creation_input_tokens, "tokens written to the cache");
  console.log(message.usage.cache_read_input_tokens, "read from it");
  console.log(message.usage.input_tokens, "besides");
}
