import { query } from "@anthropic-ai/claude-agent-sdk";

const options = {
  model: "claude-sonnet-4-6",
  settingSources: [],
  env: {
    ...process.env,
    ANTHROPIC_BASE_URL: "https://api.tokenfor.me",
    ANTHROPIC_AUTH_TOKEN: process.env.TOKENFORME_ANTHROPIC_KEY,
    ANTHROPIC_API_KEY: "",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  },
};

for await (const message of query({ prompt: "Say pong", options })) {
  if ("result" in message) console.log(message.result);
}
