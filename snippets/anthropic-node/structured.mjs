import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { z } from "zod";

const client = new Anthropic({
  apiKey: process.env.TOKENFORME_ANTHROPIC_KEY,
  baseURL: "https://api.tokenfor.me",
});
const Ticket = z.object({
  topic: z.enum(["billing", "login", "other"]),
  urgency: z.enum(["high", "low"]),
});
const message = await client.messages.parse({
  model: "claude-sonnet-4-6",
  max_tokens: 1024,
  system: "Classify the customer's message.",
  messages: [{ role: "user", content: "I was charged twice. Refund me today!" }],
  output_config: { format: zodOutputFormat(Ticket) },
});
const ticket = message.parsed_output;
console.log(ticket.topic, ticket.urgency);
