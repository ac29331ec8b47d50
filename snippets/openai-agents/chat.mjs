import {
  Agent,
  run,
  setDefaultOpenAIClient,
  setOpenAIAPI,
  setTracingDisabled,
} from "@openai/agents";
import OpenAI from "openai";

setDefaultOpenAIClient(
  new OpenAI({
    baseURL: "https://api.tokenfor.me/v1",
    apiKey: process.env.TOKENFORME_OPENAI_KEY,
  }),
);
setOpenAIAPI("chat_completions");
setTracingDisabled(true);

const agent = new Agent({
  name: "Assistant",
  instructions: "Be brief.",
  model: "gpt-5.5",
});
const result = await run(agent, "Say pong");
console.log(result.finalOutput);
