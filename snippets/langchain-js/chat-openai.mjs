import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({
  model: "gpt-5.5",
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  configuration: { baseURL: "https://api.tokenfor.me/v1" },
});
const answer = await model.invoke("Say pong");
console.log(answer.content);
