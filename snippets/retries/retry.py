import os
import random
import time

import httpx

URL = "https://api.tokenfor.me/v1/chat/completions"
HEADERS = {"Authorization": f"Bearer {os.environ['TOKENFORME_OPENAI_KEY']}"}
FIRST_WAIT = {429: 2, 502: 2, 503: 8}  # seconds at most; doubles up to 30


def post(body: dict, attempts: int = 6, seconds: float = 300) -> dict:
    """Send a request, and repeat it while waiting helps, within both limits."""
    deadline = time.monotonic() + seconds
    attempt = 0
    while True:
        attempt += 1
        timeout = max(1, deadline - time.monotonic())
        response = httpx.post(URL, headers=HEADERS, json=body, timeout=timeout)
        if response.is_success:
            return response.json()
        kind, message = read_error(response)
        status, headers = response.status_code, response.headers
        if status not in FIRST_WAIT or (status == 429 and kind != "rate_limit_error"):
            break
        wait = min(FIRST_WAIT[status] * 2 ** (attempt - 1), 30) * random.uniform(0.5, 1)
        if headers.get("Retry-After", "").isdecimal():
            wait = max(wait, int(headers["Retry-After"]))
        if attempt == attempts or time.monotonic() + wait > deadline:
            break
        time.sleep(wait)
    request_id = headers.get("X-Request-ID")
    raise RuntimeError(f"{status} {kind}: {message} (X-Request-ID: {request_id})")


def read_error(response: httpx.Response) -> tuple[str | None, str]:
    """Give error.type (the code where there is no type) and the message."""
    try:
        body = response.json()
        error = body.get("error", body)
        return error.get("type") or error.get("code"), error.get("message")
    except (ValueError, AttributeError):
        return None, response.text[:200]


answer = post(
    {"model": "gpt-5.5", "messages": [{"role": "user", "content": "Say pong"}]}
)
print(answer["choices"][0]["message"]["content"])
