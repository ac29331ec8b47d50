"""A tool of an MCP server, which Claude Code hides behind its own tool search, works through the gateway."""

import json
import sys
from pathlib import Path

from tests.gateway import Gateway
from tests.reader.clients import FOLDER, is_set_up
from tests.reader.installs import Installed
from tests.reader.pages import Site
from tests.reader.tasks import Task, perform
from tests.reader.visit import Reader

SERVER = {"command": sys.executable, "args": [str(Path(__file__).with_name("mcp_server.py"))]}
TASK = Task(
    agent="claude-code",
    file="made.txt",
    content="made by a server",
    first='Use the tool ToolSearch with {"query": "select:mcp__notes__save"}, then ',
    tool="mcp__notes__save",
    asks={"path": "{folder}/made.txt", "content": "made by a server"},
    after="--mcp-config mcp.json --allowedTools ToolSearch,mcp__notes__save",
    files={"mcp.json": json.dumps({"mcpServers": {"notes": SERVER}})},
)


def test_a_tool_behind_a_search_for_tools(site: Site, gateway: Gateway, installed: Installed) -> None:
    [walkthrough] = [one for one in site.walkthroughs() if one.page == FOLDER + TASK.agent and is_set_up(one)]
    done = perform(TASK, walkthrough, Reader(gateway, installed=installed), walkthrough)
    assert done.content == TASK.content, done.printed
    offered = [{tool["name"] for tool in request.body["tools"]} for request in done.requests]
    # The search, the call of what it found, and the answer.
    assert [TASK.tool in names for names in offered] == [False, True, True]
    assert "done" in done.printed
