"""The mock gateway: what the API hosts of the documentation answer, on 127.0.0.1, without any account.

    with Gateway() as gateway:
        with gateway.session("curl") as session:
            subprocess.run([...], env=session.env)
            assert [request.line for request in session.requests] == ["POST /v1/chat/completions"]

The keys that work, and those that fail in a certain way, stand in `tests/gateway/keys.py`.
`python -m tests.gateway` starts one by hand. A provider's SDK is loaded with the first request that needs it,
which takes seconds; `warm_up` loads them all.
"""

from tests.gateway.published import warm_up
from tests.gateway.records import Request, Session
from tests.gateway.server import Gateway

__all__ = ["Gateway", "Request", "Session", "warm_up"]
