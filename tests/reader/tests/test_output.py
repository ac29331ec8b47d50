"""What was printed is compared as a person would: exactly, but for what the page leaves out with `...`."""

import pytest

from tests.reader.output import ends_with, matches


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("pong", "pong\n"),
        ("pong\n", "pong  \r\n\n"),
        ("a ... c\n...\nz", "a b c\n1\n2\nz\n"),
        ("...\nz", "z\n"),
        ("", "\n"),
        ("[1.5] (x) a+b", "[1.5] (x) a+b"),
    ],
)
def test_text(shown: str, printed: str) -> None:
    assert matches(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("pong", "ping"),
        ("pong", "pong\npong"),
        ("pong", ""),
        ("a ... c", "a\nc"),
        ("a.b", "axb"),
        ("...\nz", "z\ny"),
        ("pong", " pong"),
    ],
)
def test_other_text(shown: str, printed: str) -> None:
    assert not matches(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ('{"a": 1}', '{"a":1}'),
        ('{"a": 1, ...}', '{"a":1,"b":2}'),
        ('{"a": 1, ...}', '{"a":1}'),
        ('{..., "b": 2}', '{"a":1,"b":2}'),
        (
            '{\n  "id": "resp_...",\n  ...\n  "x": [..., {"y": "a.b"}]\n}',
            '{"id":"resp_1","z":{"q":1},"x":[1,{"y":"a.b"}]}',
        ),
        ('{"n": ...}', '{"n":1.5}'),
        ('{"n": ...}', '{"n":{"m":[1]}}'),
        ("[..., 1, 2, ...]", "[1,3,1,2]"),
        ("...", "[1]"),
        ('{"名": "余额 \\"x\\""}', '{"\\u540d": "余额 \\"x\\""}'),
    ],
)
def test_json(shown: str, printed: str) -> None:
    assert matches(shown, printed, "json")


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ('{"a": 1}', '{"a":1,"b":2}'),
        ('{"a": 1}', '{"a":2}'),
        ('{"id": "resp_..."}', '{"id":"rsp_1"}'),
        ('{"id": "..."}', '{"id":1}'),
        ('{"a": 1, ...}', "pong"),
        ('{"a": "b c"}', '{"a":"bc"}'),
        ('{"a": 1, "b": 2}', '{"b":2,"a":1}'),
        ('{"total": 10, ...}', '{"total":100}'),
        ("[1, ...]", "[10,2]"),
        ("[..., 5]", "[1,15]"),
        ('{"n": ...}', '{"n":1,"m":2}'),
        ("[1]", "[true]"),
        ("[..., 1, 2, ...]", "[1,3,2]"),
        ('{"a": {"b": 1, ...}}', '{"a":{"b":2,"c":1}}'),
        ("{", "{"),
    ],
)
def test_other_json(shown: str, printed: str) -> None:
    assert not matches(shown, printed, "json")


def test_an_error_is_the_end_of_what_was_printed() -> None:
    assert ends_with("E: x", "Traceback\n  foo\nE: x\n")
    assert not ends_with("E: x", "Traceback\n  foo\nE: x\nmore\n")
    assert not ends_with("E: x", "E: xy\n")
