"""An upgrade to WebSocket, answered by the same routes as any request (2.14)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What a route answers to an upgrade that it accepts.
SWITCHING = 101
# RFC 6455 and the registry of its codes: "Try Again Later".
NO_ACCOUNT, REASON = 1013, "no available account"


def is_upgrade(scope: Scope) -> bool:
    """Check whether a request asks for an upgrade to WebSocket."""
    return scope["type"] == "websocket" or bool(scope.get("is_upgrade"))


async def served(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Ask the application as if by HTTP; where it switches, take one message, then say that nobody answers.

    A refusal goes back as the answer to the upgrade.
    """
    await receive()
    switched = False

    async def request() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def answer(message: Message) -> None:
        nonlocal switched
        if message["type"] == "http.response.start" and message["status"] == SWITCHING:
            switched = True
            await send({"type": "websocket.accept", "headers": message["headers"]})
        elif not switched:
            await send({**message, "type": f"websocket.{message['type']}"})

    await app({**scope, "type": "http", "method": "GET", "is_upgrade": True}, request, answer)
    if switched and (await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.close", "code": NO_ACCOUNT, "reason": REASON})
