import { createSdkMcpServer, query, tool } from "@anthropic-ai/claude-agent-sdk";
import { z } from "zod";

const TEMPERATURES = { Lima: "19 °C", Oslo: "4 °C" };

const temperature = tool(
  "temperature",
  "Look up the temperature in a city.",
  { city: z.string() },
  async ({ city }) => {
    const found = TEMPERATURES[city];
    console.log("called for", city, "and found", found);
    return { content: [{ type: "text", text: found }] };
  },
);

const options = {
  model: "claude-sonnet-4-6",
  settingSources: [],
  mcpServers: { weather: createSdkMcpServer({ name: "weather", tools: [temperature] }) },
  allowedTools: ["mcp__weather__temperature"],
  env: {
    ...process.env,
    ANTHROPIC_BASE_URL: "https://api.tokenfor.me",
    ANTHROPIC_AUTH_TOKEN: process.env.TOKENFORME_ANTHROPIC_KEY,
    ANTHROPIC_API_KEY: "",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    ENABLE_TOOL_SEARCH: "false",
  },
};
const prompt = 'Use the tool temperature with {"city": "Oslo"} and say done.';

for await (const message of query({ prompt, options })) {
  if ("result" in message) console.log(message.result);
}
