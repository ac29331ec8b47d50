import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
try {
  await client.embeddings.create({
    model: "text-embedding-3-small",
    input: "Say pong",
  });
} catch (error) {
  console.log(error.message);
}
