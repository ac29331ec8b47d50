import { DatabaseSync } from "node:sqlite";
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const documents = [
  ["refunds.md", "A refund takes five days, and goes to the card that paid."],
  ["visitors.md", "When a visitor says ping, say pong."],
];
const question = "Which word answers ping?";

const index = new DatabaseSync(":memory:");
index.exec("CREATE VIRTUAL TABLE documents USING fts5(name, text)");
const insert = index.prepare("INSERT INTO documents VALUES (?, ?)");
for (const document of documents) insert.run(...document);
const search = index.prepare(
  "SELECT name, text FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 3",
);
const found = search.all(question.match(/\w+/g).join(" OR "));

const completion = await client.chat.completions.create({
  model: "gpt-5.5",
  messages: [
    { role: "system", content: "Answer from the documents alone." },
    ...found.map(({ name, text }) => ({
      role: "user",
      content: `${name}: ${text}`,
    })),
    { role: "user", content: question },
  ],
});
console.log(completion.choices[0].message.content);
console.log("from", ...found.map(({ name }) => name));
