import { ChatGoogleGenerativeAI } from "@langchain/google-genai";

const model = new ChatGoogleGenerativeAI({
  model: "gemini-2.5-pro",
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  baseUrl: "https://api.tokenfor.me",
});
const answer = await model.invoke("Say pong");
console.log(answer.content);
