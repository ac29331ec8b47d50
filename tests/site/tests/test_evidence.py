"""Each text of the error index was seen somewhere, or says why not (tests/site/tests/evidence.py)."""

import pytest
import yaml

from overrides.hooks import error_index
from tests.commands.failures import cases
from tests.reader.pages import Site
from tests.site.facts import ROOT
from tests.site.tests import evidence
from tests.site.tests.test_errors import FOLDER, look_up

MOST = 60
UNPROVEN = yaml.safe_load((FOLDER / "unproven.yml").read_text(encoding="utf-8"))
# The entry that answers each record.
EXPECTED = {
    "api-keys/claude-code#set-up, wrong key": "claude-code-401",
    "api-keys/claude-code#set-up, empty wallet": "claude-code-insufficient-balance",
    "api-keys/claude-code#set-up, rate limit": "provider-rate-limit",
    "api-keys/claude-code#set-up, overloaded": "claude-code-503",
    "api-keys/claude-code#set-up, unknown model": "claude-code-selected-model",
    "api-keys/claude-code#set-up, base URL with /v1": "claude-code-base-url-with-v1",
    "api-keys/claude-code#set-up, a page instead of an answer": "claude-code-empty-response",
    "api-keys/claude-code#set-up, dead proxy": "claude-code-connection-refused",
    "api-keys/codex#set-up, wrong key": "codex-401-login",
    "api-keys/codex#set-up, empty wallet": "insufficient-balance",
    "api-keys/codex#set-up, rate limit": "codex-503",
    "api-keys/codex#set-up, overloaded": "codex-503",
    "api-keys/codex#set-up, requests a minute": "codex-429",
    "api-keys/codex#set-up, unknown model": "model-not-found",
    "api-keys/codex#set-up, a page instead of an answer": "codex-stream-disconnected",
    "api-keys/openclaw#set-up OpenAI, unknown model": "openclaw-model-not-found",
    "api-keys#python openai, wrong key": "invalid-api-key",
    "api-keys#python openai, base URL with /v1 twice": "page-not-found",
    "api-keys#python openai, base URL without /v1": "str-has-no-choices",
    "api-keys#python openai, unknown model": "model-not-found",
    "api-keys#python openai, dead proxy": "api-connection-error",
    "api-keys#python anthropic, wrong key": "invalid-api-key",
    "api-keys#python anthropic, base URL with /v1": "page-not-found",
    "api-keys#javascript openai, wrong key": "invalid-api-key",
    "api-keys#javascript openai, base URL with /v1 twice": "page-not-found",
    "api-keys#javascript openai, base URL without /v1": "str-has-no-choices",
    "api-keys/vercel-ai-sdk#set-up OpenAI, a page instead of an answer": "html-instead-of-json",
    "api-keys#curl Chat Completions, rate limit": "provider-rate-limit",
    "api-keys#curl Chat Completions, requests a minute": "requests-per-minute",
    "api-keys#curl Chat Completions, dead proxy": "connection-refused",
    "api-keys#curl Chat Completions, unknown certificate": "certificate",
    "api-keys#curl Chat Completions, no answer in time": "no-answer-in-time",
    "api-keys#python httpx, unknown certificate": "certificate",
    "api-keys#python httpx, a page instead of an answer": "html-instead-of-json",
    "api-keys#python httpx, a stream that breaks off": "upstream-unavailable",
    "api-keys/claude-code#set-up, two credentials": "claude-code-401",
    "api-keys/gemini-cli#set-up, unknown model": "gemini-cli-model-not-found",
}
# Here the gateway's own words are printed as well, whose entry is as right.
ALSO_RIGHT = {"api-keys/gemini-cli#set-up, unknown model": "model-not-found"}


def test_each_text_was_seen_or_says_why_not() -> None:
    excused = {one["text"] for one in UNPROVEN}
    unproven = list(evidence.unproven(error_index.load(ROOT)))
    unseen = [f"{id_}: {text}" for id_, text in unproven if text not in excused]
    assert unseen == [], "Record it (tests/commands/failures/cases.yml), or name its source."
    assert excused == {text for _, text in unproven}, "Something shows it by now: take it off unproven.yml."


def test_the_excuses_are_few_and_have_reasons() -> None:
    assert len(UNPROVEN) <= MOST
    assert all(len(one["reason"]) > 20 and one["day"] for one in UNPROVEN)


def test_no_record_is_stale(site: Site) -> None:
    """A record was made by the locked release, from the page as it is, against the mock as it is."""
    known = cases.records()
    digests = {case.name: case.digest for case in cases.cases(site)}
    assert {name: record["digest"] for name, record in known.items()} == digests, "Run `make update`."


# How much of what was recorded must find its entry first; of a stack, the last line alone may say nothing.
@pytest.mark.parametrize(("last_line_only", "least"), [(False, 0.95), (True, 0.75)])
def test_what_was_recorded_finds_its_entry(site: Site, *, last_line_only: bool, least: float) -> None:
    records = cases.records()
    assert EXPECTED.keys() == records.keys()
    printed = [records[name]["printed"] for name in EXPECTED]
    found = look_up(site, [lines[-1] if last_line_only else "\n".join(lines) for lines in printed])
    first = {name: answer["ids"][:1] for name, answer in zip(EXPECTED, found, strict=True)}
    hits = sum(first[name] in ([entry], [ALSO_RIGHT.get(name)]) for name, entry in EXPECTED.items())
    assert hits / len(EXPECTED) >= least, first
    if not last_line_only:
        three = zip(EXPECTED.items(), found, strict=True)
        assert [name for (name, entry), answer in three if entry not in answer["ids"][:3]] == []
