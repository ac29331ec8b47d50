"""Each text of the error index was seen somewhere, or says why not (tests/site/tests/evidence.py)."""

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
    "claude-code#set-up, wrong key": "claude-code-401",
    "claude-code#set-up, empty wallet": "claude-code-insufficient-balance",
    "claude-code#set-up, rate limit": "provider-rate-limit",
    "claude-code#set-up, overloaded": "claude-code-503",
    "claude-code#set-up, unknown model": "claude-code-selected-model",
    "claude-code#set-up, a page instead of an answer": "claude-code-empty-response",
    "claude-code#set-up, dead proxy": "claude-code-connection-refused",
    "codex#set-up, wrong key": "codex-401-login",
    "codex#set-up, empty wallet": "insufficient-balance",
    "codex#set-up, overloaded": "codex-503",
    "codex#set-up, requests a minute": "codex-429",
    "codex#set-up, unknown model": "model-not-found",
    "codex#set-up, a page instead of an answer": "codex-stream-disconnected",
    "openclaw#set-up OpenAI, unknown model": "openclaw-model-not-found",
    "gemini-cli#set-up, unknown model": "gemini-cli-model-not-found",
    "#python openai, wrong key": "invalid-api-key",
    "#python openai, base URL with /v1 twice": "page-not-found",
    "#python openai, base URL without /v1": "str-has-no-choices",
    "#python openai, unknown model": "model-not-found",
    "#python openai, dead proxy": "api-connection-error",
    "#python anthropic, wrong key": "invalid-api-key",
    "#python anthropic, base URL with /v1": "page-not-found",
    "#python httpx, unknown certificate": "certificate",
    "#python httpx, a page instead of an answer": "html-instead-of-json",
    "#javascript openai, wrong key": "invalid-api-key",
    "#javascript openai, base URL with /v1 twice": "page-not-found",
    "#javascript openai, base URL without /v1": "str-has-no-choices",
    "vercel-ai-sdk#set-up OpenAI, a page instead of an answer": "html-instead-of-json",
    "#curl Chat Completions, rate limit": "provider-rate-limit",
    "#curl Chat Completions, requests a minute": "requests-per-minute",
    "#curl Chat Completions, dead proxy": "connection-refused",
    "#curl Chat Completions, unknown certificate": "certificate",
    "#curl Chat Completions, no answer in time": "no-answer-in-time",
}


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


def test_what_was_recorded_finds_its_entry(site: Site) -> None:
    records = cases.records()
    expected = {
        next(name for name in records if name.endswith(end)): entry for end, entry in EXPECTED.items()
    }
    for cut in (str, last_line):
        texts = [cut("\n".join(records[name]["printed"])) for name in expected]
        found = look_up(site, texts)
        first = {name: answer["ids"][:1] for name, answer in zip(expected, found, strict=True)}
        three = {
            name: answer["ids"][:3]
            for (name, entry), answer in zip(expected.items(), found, strict=True)
            if entry not in answer["ids"][:3]
        }
        hits = sum(first[name] == [entry] for name, entry in expected.items())
        if cut is str:
            assert three == {}
            assert hits / len(expected) >= 0.95, first
        else:
            # The last line alone may be that of a stack.
            assert hits / len(expected) >= 0.6, first


def last_line(printed: str) -> str:
    return printed.splitlines()[-1]
