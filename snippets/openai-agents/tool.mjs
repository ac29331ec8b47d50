import {
  Agent,
  run,
  setDefaultOpenAIClient,
  setTracingDisabled,
  tool,
} from "@openai/agents";
import OpenAI from "openai";
import { z } from "zod";

setDefaultOpenAIClient(
  new OpenAI({
    baseURL: "https://api.tokenfor.me/v1",
    apiKey: process.env.TOKENFORME_OPENAI_KEY,
  }),
);
setTracingDisabled(true);

const getWeather = tool({
  name: "get_weather",
  description: "Return the weather in a city.",
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => `18 degrees and sunny in ${city}`,
});
const agent = new Agent({
  name: "Assistant",
  instructions: "Use your tools.",
  model: "gpt-5.5",
  tools: [getWeather],
});
const question = 'Use the tool get_weather with {"city": "Paris"}';
const result = await run(agent, question, { maxTurns: 5 });
console.log(result.finalOutput);
