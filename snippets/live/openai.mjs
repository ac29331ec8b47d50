import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
  timeout: 120_000,
  maxRetries: 2,
});
const { data, request_id } = await client.responses
  .create({
    model: "gpt-5.5",
    instructions: "You are a helpful assistant.",
    input: "Say pong",
  })
  .withResponse();
console.log(`${data.output_text}, request ${request_id}`);
