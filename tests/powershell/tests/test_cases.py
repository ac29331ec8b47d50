"""The evaluator, and each PowerShell of this machine, do what Microsoft's documentation says."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.powershell.both import EVALUATOR
from tests.powershell.grammar import Refused
from tests.powershell.stand_ins import StandIns
from tests.powershell.terminal import Evaluated, Real, on_this_machine
from tests.reader.home import throwaway

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases.yml").read_text(encoding="utf-8")
)
TRIED = [
    pytest.param(case, shell, id=f"{number} {case['source']} in {shell}")
    for number, case in enumerate(CASES)
    for shell in ([EVALUATOR] if "refused" in case else [EVALUATOR, *on_this_machine()])
]


@pytest.mark.parametrize(("case", "shell"), TRIED)
def test_case(case: dict[str, Any], shell: str, tmp_path: Path) -> None:
    stand_ins = StandIns(tmp_path / "programs")
    stand_ins.write({"show", "npm"})
    with (
        throwaway({}, stand_ins.folder) as home,
        closing(Evaluated(home) if shell == EVALUATOR else Real(home, shell)) as terminal,
    ):
        if "refused" in case:
            with pytest.raises(Refused) as refused:
                terminal.paste(case["block"], 30)
            assert case["refused"] in str(refused.value)
            return
        outcome = terminal.paste(case["block"], 30)
        assert (outcome.code, outcome.stderr) == (0, "")
        if "prints" in case:
            assert outcome.stdout.replace(str(home.path), "~").replace("\r\n", "\n") == case["prints"]
        elif "environment" in case:
            expected = case["environment"]
            assert {name: terminal.environment.get(name) for name in expected} == expected
        else:
            [run] = stand_ins.runs()
            assert case.get("arguments") in (None, run.arguments[1:])
            assert run.given == case.get("input", "")


def test_every_case_has_a_source_and_one_result() -> None:
    results = {"prints", "arguments", "environment", "input", "refused"}
    for case in CASES:
        assert case["source"]
        assert len(results & set(case)) == 1, case
