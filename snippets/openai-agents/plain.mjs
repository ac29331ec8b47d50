import { Agent, run } from "@openai/agents";

const agent = new Agent({
  name: "Assistant",
  instructions: "Be brief.",
  model: "gpt-5.5",
});
const { finalOutput } = await run(agent, "Say pong");
console.log(finalOutput);
