"""A terminal gives no answers, and leaves nothing behind."""

import psutil

from tests.reader.home import throwaway
from tests.reader.terminal import Terminal


def test_a_client_that_asks_a_question_gets_no_answer_and_no_time() -> None:
    """There is no terminal to ask on, and no process is left when the time is up."""
    with throwaway({}) as home:
        terminal = Terminal(home)
        asked = terminal.paste('read -r answer || echo "nobody answers"\n', 5)
        hung = terminal.paste("setsid sleep 64 & wait\n", 1)
        terminal.close()
    assert (asked.stdout, hung.code) == ("nobody answers\n", None)
    assert not [
        process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"] == ["sleep", "64"]
    ]
