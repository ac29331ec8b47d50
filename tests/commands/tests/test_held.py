"""The table of what is held against the real gateway is today's."""

import pytest

from tests.commands.held import README, table, with_table
from tests.gateway.tests.recordings import exceptions, old_recordings, recordings


def test_the_table_is_todays() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text), "Run `make update`."


def test_the_table_counts_every_recording() -> None:
    cells = [line.split("|")[2:-1] for line in table().splitlines()[2:]]
    counted = [sum(int(exact) for exact in row[:3]) + int(row[4]) for row in cells]
    doubled = sum("arrived: " in name for name in exceptions())
    assert sum(counted) == len(recordings()) + len(old_recordings()) + doubled


def test_a_specification_without_marks() -> None:
    with pytest.raises(ValueError, match="has no <!-- held -->"):
        with_table("")
