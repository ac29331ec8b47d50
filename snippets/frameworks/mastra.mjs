import { Agent } from "@mastra/core/agent";

const agent = new Agent({
  id: "assistant",
  name: "Assistant",
  instructions: "Be brief.",
  model: {
    id: "tokenforme/gpt-5.5",
    url: "https://api.tokenfor.me/v1",
    apiKey: process.env.TOKENFORME_OPENAI_KEY,
  },
});
const { text } = await agent.generate("Say pong");
console.log(text);
