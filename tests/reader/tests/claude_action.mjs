// Asks through the Agent SDK with the options of claude-code-action: node claude_action.mjs SDK CLAUDE PROMPT
import { pathToFileURL } from "node:url";

const [, , sdk, claude, prompt] = process.argv;
const { query } = await import(pathToFileURL(sdk));
const options = {
  env: { ...process.env, CLAUDE_CODE_ENTRYPOINT: "claude-code-github-action" },
  model: process.env.ANTHROPIC_MODEL || undefined,
  pathToClaudeCodeExecutable: claude,
  settingSources: ["user", "project", "local"],
  systemPrompt: { type: "preset", preset: "claude_code" },
};
for await (const message of query({ prompt, options })) {
  if (message.type === "result") {
    console.log(message.result);
    process.exit(message.is_error ? 1 : 0);
  }
}
