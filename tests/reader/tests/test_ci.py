"""The workflows that the page on CI shows run what the blocks below them ran."""

import re

import pytest
import yaml

from tests.reader.pages import Site
from tests.reader.walkthroughs import Action, Walkthrough

EXPORT = re.compile(r'export (\w+)="?(.*?)"?')
SECRET = re.compile(r"\$\{\{ secrets\.TOKENFORME_(OPENAI|ANTHROPIC|GEMINI)_KEY \}\}")
WORKFLOW = ".github/workflows/"


@pytest.fixture
def walkthroughs(site: Site) -> list[Walkthrough]:
    """Return the walkthroughs of the page that have a workflow."""
    return [
        walkthrough
        for walkthrough in site.walkthroughs()
        if walkthrough.page == "api-keys/ci" and walkthrough.heading == "github-actions"
    ]


def test_a_workflow_runs_what_ran(walkthroughs: list[Walkthrough]) -> None:
    assert len(walkthroughs) == 3
    for walkthrough in walkthroughs:
        [workflow] = [
            yaml.safe_load(step.block.text)
            for step in walkthrough.steps
            if step.block.title.startswith(WORKFLOW)
        ]
        [job] = workflow["jobs"].values()
        pasted = [
            line
            for step in walkthrough.steps
            if step.action is Action.PASTE
            for line in step.block.text.splitlines()
        ]
        assert [step["run"] for step in job["steps"] if "run" in step] == [
            line for line in pasted if not EXPORT.fullmatch(line)
        ]
        exports = {found[1]: found[2] for line in pasted if (found := EXPORT.fullmatch(line))}
        assert with_placeholders(job["steps"][-1]["env"]) == exports


def with_placeholders(env: dict[str, str]) -> dict[str, str]:
    """Return the environment of a step with the placeholder of a page in the place of each secret."""
    return {
        name: SECRET.sub(lambda found: f"sk-your-{found[1].lower()}-key", value)
        for name, value in env.items()
    }


def test_a_workflow_has_no_key_and_few_rights(walkthroughs: list[Walkthrough]) -> None:
    for walkthrough in walkthroughs:
        texts = [step.block.text for step in walkthrough.steps if step.block.title.startswith(WORKFLOW)]
        assert not [text for text in texts if "sk-your" in text]
        told = [yaml.safe_load(text) for text in texts]
        assert [one["permissions"] for one in told] == [{"contents": "read"}]
        assert all(job["timeout-minutes"] for one in told for job in one["jobs"].values())
