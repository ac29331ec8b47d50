import { ChatOpenAI } from "@langchain/openai";
import { createAgent, tool } from "langchain";
import { z } from "zod";

const model = new ChatOpenAI({
  model: "gpt-5.5",
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  configuration: { baseURL: "https://api.tokenfor.me/v1" },
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
