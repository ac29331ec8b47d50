"""Run a program, and write which of its lines followed which: `python tracer.py DATA PROGRAM`.

By the standard library alone, so that any environment can run it. coverage.py would not do: on Python 3.11 it
loses the program's frame when a library throws into a coroutine, as Pydantic AI does, it slows the import of
LiteLLM by a third, and its start costs more than most programs. Here nothing is traced while the program
imports. Nor is garbage looked for in what it imports, neither then nor later: there is none, and looking took
two fifths of LiteLLM's time.

DATA is JSON: pairs of line numbers as coverage.py has them, a negative one for the entry or the exit of the
code at that line.
"""

import builtins
import dis
import gc
import json
import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

RESUME = dis.opmap["RESUME"]


@contextmanager
def observing(is_program: Callable[[str], bool], data: str) -> Iterator[None]:
    """Write to `data` what this process executes of the files that `is_program` accepts by their names."""
    arcs: set[tuple[int, int]] = set()
    last: dict[FrameType, int] = {}

    def on_line(frame: FrameType, event: str, arg: Any) -> Any:
        entry = -frame.f_code.co_firstlineno
        if event == "line":
            arcs.add((last.get(frame, entry), frame.f_lineno))
            last[frame] = frame.f_lineno
        elif event == "return":
            line = last.pop(frame, entry)
            # A coroutine that waits does not return: it will go on with RESUME.
            if RESUME not in frame.f_code.co_code[frame.f_lasti : frame.f_lasti + 4 : 2]:
                arcs.add((line, entry))
        return on_line

    def on_call(frame: FrameType, event: str, arg: Any) -> Any:
        if not is_program(frame.f_code.co_filename):
            return None
        # A coroutine goes on where it waited. The argument of RESUME is 0 only where the code begins.
        if frame.f_code.co_code[frame.f_lasti + 1]:
            last[frame] = frame.f_lineno
        return on_line

    with _untraced_imports():
        sys.settrace(on_call)
        try:
            yield
        finally:
            sys.settrace(None)
            with open(data, "w", encoding="utf-8") as file:
                json.dump(sorted(arcs), file)


@contextmanager
def _untraced_imports() -> Iterator[None]:
    import_ = builtins.__import__

    def untraced(*arguments: Any, **named: Any) -> Any:
        tracer, collects = sys.gettrace(), gc.isenabled()
        sys.settrace(None)
        gc.disable()
        try:
            return import_(*arguments, **named)
        finally:
            if collects:
                gc.freeze()
                gc.enable()
            sys.settrace(tracer)

    builtins.__import__ = untraced
    try:
        yield
    finally:
        builtins.__import__ = import_


def main(data: str, program: str) -> None:
    """Run the program, and write the pairs of lines to `data`."""
    sys.argv = [program]
    sys.path[0] = program.rpartition("/")[0]
    with observing(lambda name: name == program, data):
        runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
