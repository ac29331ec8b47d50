"""An MCP server on standard input and output, as a project has one: its tool `save` writes a file.

Format: JSON-RPC 2.0, a message a line, of the Model Context Protocol (2025-06-18).
"""

import json
import sys
from pathlib import Path
from typing import Any

TEXT = {"type": "string"}
SAVE = {
    "name": "save",
    "description": "Save a text as a file.",
    "inputSchema": {
        "type": "object",
        "properties": {"path": TEXT, "content": TEXT},
        "required": ["path", "content"],
    },
}


def result(method: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return what a method answers; nothing for one that has nothing to say."""
    match method:
        case "initialize":
            return {
                "protocolVersion": parameters["protocolVersion"],
                "capabilities": {"tools": {}},
                "serverInfo": {"name": "notes", "version": "1"},
            }
        case "tools/list":
            return {"tools": [SAVE]}
        case "tools/call":
            asked = parameters["arguments"]
            Path(asked["path"]).write_text(asked["content"], encoding="utf-8")
            return {"content": [{"type": "text", "text": "saved"}]}
    return {}


for line in sys.stdin:
    message = json.loads(line)
    if "id" in message:
        answer = result(message["method"], message.get("params", {}))
        print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": answer}), flush=True)
