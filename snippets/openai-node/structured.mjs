import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const client = new OpenAI({
  apiKey: process.env.TOKENFORME_OPENAI_KEY,
  baseURL: "https://api.tokenfor.me/v1",
});
const Ticket = z.object({
  topic: z.enum(["billing", "login", "other"]),
  urgency: z.enum(["high", "low"]),
});
const completion = await client.chat.completions.parse({
  model: "gpt-5.5",
  messages: [
    { role: "system", content: "Classify the customer's message." },
    { role: "user", content: "I was charged twice. Refund me today!" },
  ],
  response_format: zodResponseFormat(Ticket, "ticket"),
});
const ticket = completion.choices[0].message.parsed;
console.log(ticket.topic, ticket.urgency);
