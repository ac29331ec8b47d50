import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me",
});

/** Look up the temperature in a city. */
function temperature({ city }) {
  const known = { Lima: "19 °C", Oslo: "4 °C" };
  if (!(city in known)) throw new Error(`${city} is not known`);
  return known[city];
}

const FUNCTIONS = { temperature };
const TOOLS = [
  {
    name: "temperature",
    description: "Look up the temperature in a city.",
    input_schema: {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
    },
  },
];

/** Call a function; the model is told of an error, too. */
async function run({ id, name, input }) {
  const result = { type: "tool_result", tool_use_id: id };
  try {
    return { ...result, content: await FUNCTIONS[name](input) };
  } catch (error) {
    return { ...result, content: String(error), is_error: true };
  }
}

/** Let the model call tools until it answers in text. */
async function ask(question, turns = 8) {
  const messages = [{ role: "user", content: question }];
  while (turns-- > 0) {
    const { content, stop_reason } = await client.messages.create({
      model: "claude-sonnet-4-6",
      max_tokens: 1024,
      messages,
      tools: TOOLS,
    });
    if (stop_reason !== "tool_use") {
      const texts = content.filter((block) => block.type === "text");
      return texts.map((block) => block.text).join("");
    }
    const calls = content.filter((block) => block.type === "tool_use");
    messages.push({ role: "assistant", content });
    // All results stand in one message.
    messages.push({ role: "user", content: await Promise.all(calls.map(run)) });
  }
  throw new Error("no answer, only calls of tools");
}

console.log(
  await ask(
    'Use the tool temperature with {"city": "Oslo"}, ' +
      'and use the tool temperature with {"city": "Atlantis"}.',
  ),
);
