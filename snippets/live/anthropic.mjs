import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me",
  timeout: 120_000,
  maxRetries: 2,
});
const { data, response } = await client.messages
  .create({
    model: "claude-sonnet-4-6",
    max_tokens: 1024,
    messages: [{ role: "user", content: "Say pong" }],
  })
  .withResponse();
const id = response.headers.get("x-request-id");
console.log(`${data.content[0].text}, request ${id}`);
