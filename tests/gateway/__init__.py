"""The mock gateway: what the API hosts of the documentation answer, on 127.0.0.1, without any account.

    with Gateway() as gateway:
        with gateway.session("curl") as session:
            subprocess.run([...], env=session.env)
            assert [request.line for request in session.requests] == ["POST /v1/chat/completions"]

The keys that work, and those that fail in a certain way, stand in `tests/gateway/keys.py`.
`python -m tests.gateway` starts one by hand.
"""

from tests.gateway.records import Request, Session
from tests.gateway.server import Gateway

__all__ = ["Gateway", "Request", "Session"]
