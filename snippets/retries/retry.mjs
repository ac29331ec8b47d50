const ENDPOINT = "https://api.tokenfor.me/v1/chat/completions";
// Milliseconds at most; doubles up to 30 seconds.
const FIRST_WAIT = { 429: 2000, 502: 2000, 503: 8000 };

/** Send a request, and repeat it while waiting helps, within both limits. */
async function post(body, attempts = 6, milliseconds = 300_000) {
  const deadline = Date.now() + milliseconds;
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(ENDPOINT, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${process.env.TOKENFORME_OPENAI_KEY}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(Math.max(1000, deadline - Date.now())),
    });
    if (response.ok) return response.json();
    const { status, headers } = response;
    const { kind, message } = await readError(response);
    const helps = status in FIRST_WAIT && (status !== 429 || kind === "rate_limit_error");
    const most = Math.min((FIRST_WAIT[status] ?? 0) * 2 ** (attempt - 1), 30_000);
    const asked = 1000 * Number(headers.get("Retry-After") ?? 0);
    const wait = Math.max(most * (0.5 + Math.random() / 2), asked);
    if (!helps || attempt === attempts || Date.now() + wait > deadline) {
      const id = headers.get("X-Request-ID");
      throw new Error(`${status} ${kind}: ${message} (X-Request-ID: ${id})`);
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

/** Give error.type (the code where there is no type) and the message. */
async function readError(response) {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    const error = body.error ?? body;
    return { kind: error.type ?? error.code, message: error.message };
  } catch {
    return { kind: null, message: text.slice(0, 200) };
  }
}

const answer = await post({
  model: "gpt-5.5",
  messages: [{ role: "user", content: "Say pong" }],
});
console.log(answer.choices[0].message.content);
