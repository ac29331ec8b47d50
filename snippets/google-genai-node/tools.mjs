import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.TOKENFORME_GEMINI_KEY,
  apiVersion: "v1beta",
  httpOptions: { baseUrl: "https://api.tokenfor.me" },
});

/** Look up the temperature in a city. */
function temperature({ city }) {
  const known = { Lima: "19 °C", Oslo: "4 °C" };
  if (!(city in known)) throw new Error(`${city} is not known`);
  return known[city];
}

const FUNCTIONS = { temperature };
const DECLARATIONS = [
  {
    name: "temperature",
    description: "Look up the temperature in a city.",
    parametersJsonSchema: {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
    },
  },
];

/** Call a function; the model is told of an error, too. */
async function run({ id, name, args }) {
  const response = {};
  try {
    response.output = await FUNCTIONS[name](args);
  } catch (error) {
    response.error = String(error);
  }
  return { functionResponse: { id, name, response } };
}

/** Let the model call tools until it answers in text. */
async function ask(question, turns = 8) {
  const contents = [{ role: "user", parts: [{ text: question }] }];
  while (turns-- > 0) {
    const response = await client.models.generateContent({
      model: "gemini-2.5-pro",
      contents,
      config: { tools: [{ functionDeclarations: DECLARATIONS }] },
    });
    if (!response.functionCalls) return response.text;
    // As it is: it may hold signatures of thoughts, which the model wants back.
    contents.push(response.candidates[0].content);
    const parts = await Promise.all(response.functionCalls.map(run));
    contents.push({ role: "user", parts });
  }
  throw new Error("no answer, only calls of tools");
}

console.log(
  await ask(
    'Use the tool temperature with {"city": "Oslo"}, ' +
      'and use the tool temperature with {"city": "Atlantis"}.',
  ),
);
