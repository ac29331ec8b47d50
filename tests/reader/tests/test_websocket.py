"""What Codex does when its WebSocket is closed, as its page says in `#traps`."""

import subprocess
import tomllib

from tests.gateway import Gateway
from tests.reader.home import throwaway
from tests.reader.snippets import SNIPPETS

CONFIG = SNIPPETS / "codex" / "config.toml"
ASKS = 'wire_api = "responses"\n'


def test_codex_falls_back_from_a_websocket(gateway: Gateway) -> None:
    text = CONFIG.read_text(encoding="utf-8").replace(ASKS, f"{ASKS}supports_websockets = true\n")
    assert tomllib.loads(text)["model_providers"]["tokenforme"]["supports_websockets"]
    with gateway.session("websocket") as session, throwaway(session.env) as home:
        (home.path / ".codex").mkdir()
        (home.path / ".codex" / "config.toml").write_text(text, encoding="utf-8")
        ended = subprocess.run(
            ["codex", "exec", "--skip-git-repo-check", "Say pong"],
            cwd=home.folder,
            env=home.environment | {"TOKENFORME_OPENAI_KEY": "sk-your-openai-key"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
    assert ended.stdout == "pong\n"
    assert [f"ERROR: Reconnecting... {number}/5" in ended.stderr for number in range(2, 6)] == [True] * 4
    reason = "stream disconnected before completion: websocket closed by server before response.completed"
    assert f"Falling back from WebSockets to HTTPS transport. {reason}" in ended.stderr
    *tried, last = [(request.line, request.status) for request in session.requests]
    assert set(tried) == {("GET /v1/responses", 101)}
    assert last == ("POST /v1/responses", 200)
