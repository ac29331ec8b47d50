import { ChatAnthropic } from "@langchain/anthropic";
import { createAgent, tool } from "langchain";
import { z } from "zod";

const model = new ChatAnthropic({
  model: "claude-sonnet-4-6",
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  anthropicApiUrl: "https://api.tokenfor.me",
});
const getWeather = tool(({ city }) => `18 degrees and sunny in ${city}`, {
  name: "get_weather",
  description: "Return the weather in a city.",
  schema: z.object({ city: z.string() }),
});
const agent = createAgent({ model, tools: [getWeather] });
const content = 'Use the tool get_weather with {"city": "Paris"}';
const { messages } = await agent.invoke(
  { messages: [{ role: "user", content }] },
  { recursionLimit: 10 },
);
console.log(messages.at(-1).text);
