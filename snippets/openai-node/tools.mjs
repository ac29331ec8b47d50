import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
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
    type: "function",
    function: {
      name: "temperature",
      description: "Look up the temperature in a city.",
      parameters: {
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
      },
    },
  },
];

/** Call a function; the model is told of an error, too. */
async function run({ name, arguments: json }) {
  try {
    return await FUNCTIONS[name](JSON.parse(json));
  } catch (error) {
    return String(error);
  }
}

/** Let the model call tools until it answers in text. */
async function ask(question, turns = 8) {
  const messages = [{ role: "user", content: question }];
  while (turns-- > 0) {
    const completion = await client.chat.completions.create({
      model: "gpt-5.5",
      messages,
      tools: TOOLS,
    });
    const { message } = completion.choices[0];
    if (!message.tool_calls) return message.content;
    messages.push(message);
    for (const call of message.tool_calls) {
      const content = await run(call.function);
      messages.push({ role: "tool", tool_call_id: call.id, content });
    }
  }
  throw new Error("no answer, only calls of tools");
}

console.log(
  await ask(
    'Use the tool temperature with {"city": "Oslo"}, ' +
      'and use the tool temperature with {"city": "Atlantis"}.',
  ),
);
