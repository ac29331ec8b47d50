import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const response = await client.responses.create({
  model: "gpt-5.5",
  instructions: "You are a helpful assistant.",
  input: "Say pong",
});
console.log(response.output_text);
