import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const count = await client.responses.inputTokens.count({
  model: "gpt-5.5",
  instructions: "You are a helpful assistant.",
  input: "Say pong",
});
console.log(count.input_tokens);
