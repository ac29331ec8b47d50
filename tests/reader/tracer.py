"""Run a program, and write which of its lines followed which: `python tracer.py DATA PROGRAM`.

For environments other than the tests', by the standard library alone. coverage.py would not do: on Python
3.11 it loses the program's frame when a library throws into a coroutine, as Pydantic AI does, and it slows
the import of LiteLLM by a third. Here nothing is traced while the program imports.

DATA is JSON: pairs of line numbers as coverage.py has them, a negative one for the entry or the exit of the
code at that line.
"""

import builtins
import json
import runpy
import sys
from types import FrameType
from typing import Any


def main(data: str, program: str) -> None:
    """Run the program, and write the pairs of lines to `data`."""
    arcs: set[tuple[int, int]] = set()
    last: dict[FrameType, int] = {}

    def on_line(frame: FrameType, event: str, arg: Any) -> Any:
        entry = -frame.f_code.co_firstlineno
        if event == "line":
            arcs.add((last.get(frame, entry), frame.f_lineno))
            last[frame] = frame.f_lineno
        elif event == "return":
            arcs.add((last.pop(frame, entry), entry))
        return on_line

    def on_call(frame: FrameType, event: str, arg: Any) -> Any:
        return on_line if frame.f_code.co_filename == program else None

    import_ = builtins.__import__

    def untraced_import(*arguments: Any, **named: Any) -> Any:
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return import_(*arguments, **named)
        finally:
            sys.settrace(tracer)

    sys.argv = [program]
    sys.path[0] = program.rpartition("/")[0]
    builtins.__import__ = untraced_import
    sys.settrace(on_call)
    try:
        runpy.run_path(program, run_name="__main__")
    finally:
        sys.settrace(None)
        builtins.__import__ = import_
        with open(data, "w", encoding="utf-8") as file:
            json.dump(sorted(arcs), file)


if __name__ == "__main__":
    main(*sys.argv[1:])
