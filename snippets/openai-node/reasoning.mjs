import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const response = await client.responses.create({
  model: "gpt-5.5",
  instructions: "You are a helpful assistant.",
  input: "Say pong",
  reasoning: { effort: "high" },
});
console.log(response.output_text);
console.log(response.usage.output_tokens, "output tokens, of which");
console.log(response.usage.output_tokens_details.reasoning_tokens, "reasoning");
