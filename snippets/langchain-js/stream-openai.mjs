import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({
  model: "gpt-5.5",
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  configuration: { baseURL: "https://api.tokenfor.me/v1" },
});
const stream = await model.stream("Count from 1 to 5, separated by spaces.");
for await (const chunk of stream) process.stdout.write(chunk.text);
