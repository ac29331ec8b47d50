"""The mock's keys: which exist, and what happens to each. Authors of pages look their placeholder up here.

`sk-your-openai-key`, `sk-your-anthropic-key` and `sk-your-gemini-key` work, on every site. Every other key is
`sk-your-[<provider>-]<state>-key`, with a state of `STATES`; the provider is OpenAI when left out, so
`sk-your-expired-key` is an expired OpenAI key and `sk-your-anthropic-expired-key` an expired Anthropic key.
Whatever is not made like that does not exist: `INVALID_API_KEY`. `python -m tests.gateway --states` prints
the table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Literal

from tests.gateway.faults import Fault, anthropic_form
from tests.site.facts import api_hosts, facts

# The address from which every client of the mock comes, so that a page can show the message (RFC 5737).
CLIENT_IP = "203.0.113.7"


class Stage(IntEnum):
    """When a state shows, in the order in which the gateway looks."""

    KEY = 1  # 2.5 rows 6-11, on every route
    BILLING = 2  # rows 12-16, on every route but GET /v1/usage
    GROUP = 3  # row 17, on every route
    CONCURRENCY = 4  # 2.9, where something is generated, from here on
    LIMIT = 5  # 2.8
    ACCOUNT = 6  # 2.10
    UPSTREAM = 7  # 2.11 and 2.12


Trait = Literal[
    "cached",
    "claude-code-only",
    "dispatch",
    "empty-chunk",
    "images",
    "other-site",
    "stream-broken",
    "subscription",
    "unused",
]


@dataclass(frozen=True)
class State:
    """What a customer would call it, when it shows, and the fault.

    `traits` are the rights and restrictions of the key or its group. `upstream` is a provider's status, which
    the gateway translates by endpoint (`upstream.py`). `until` limits it to the first requests of a session.
    `limits`, `quota`, `subscription` and `balance` feed GET /v1/usage: which of the windows 5h, 1d, 7d have a
    limit, used and limit of the quota in USD, used and limit a day of the subscription in USD (None: not
    subscribed, or without a limit), and the wallet in USD.
    """

    meaning: str
    stage: Stage | None = None
    fault: Fault | None = None
    upstream: int | None = None
    until: int | None = None
    traits: frozenset[Trait] = frozenset()
    limits: tuple[str, ...] = ()
    quota: tuple[float, float] | None = None
    subscription: tuple[float, float | None] | None = None
    balance: float = 12.34
    status: str = "active"


def _key(meaning: str, status: int, code: str, message: str) -> State:
    return State(meaning, Stage.KEY, Fault(status, code, message))


def _limit(meaning: str, message: str, retry_after: int | None = None, limits: tuple[str, ...] = ()) -> State:
    return State(meaning, Stage.LIMIT, Fault(429, "rate_limit_exceeded", message, retry_after), limits=limits)


def _upstream(meaning: str, status: int, until: int | None = None) -> State:
    return State(meaning, Stage.UPSTREAM, upstream=status, until=until)


def _works(meaning: str, trait: Trait, subscription: tuple[float, float | None] | None = None) -> State:
    return State(meaning, traits=frozenset({trait}), subscription=subscription)


NO_GROUP = (
    "API Key is not assigned to any group and cannot be used. "
    "Please contact the administrator to assign it to a group."
)
# A failed check of a subscription shows as the dump of an error (2.5 row 15).
DAILY_LIMIT = (
    'error: code=429 reason="DAILY_LIMIT_EXCEEDED" message="daily usage limit exceeded" metadata=map[]'
)

WORKING = State("works")
STATES: Mapping[str, State] = {
    "disabled": _key("disabled in the console", 401, "API_KEY_DISABLED", "API key is disabled"),
    "ip-denied": _key(
        "used from an address not on its allow-list",
        403,
        "ACCESS_DENIED",
        f"Access denied. Your IP is {CLIENT_IP}",
    ),
    "user-disabled": _key(
        "of an account that was disabled", 401, "USER_INACTIVE", "User account is not active"
    ),
    "group-deleted": _key("of a group that was deleted", 403, "GROUP_DELETED", "API Key 所属分组已删除"),
    "group-disabled": _key("of a group that was disabled", 403, "GROUP_DISABLED", "API Key 所属分组已停用"),
    "group-not-allowed": _key(
        "of an exclusive group that the account has lost",
        403,
        "GROUP_NOT_ALLOWED",
        "API Key 所属专属分组不再允许当前用户使用",
    ),
    "no-subscription": State(
        "of a subscription group, without a subscription",
        Stage.BILLING,
        Fault(403, "SUBSCRIPTION_NOT_FOUND", "No active subscription found for this group"),
        traits=frozenset({"subscription"}),
    ),
    "quota-exhausted": State(
        "used up to its own quota",
        Stage.BILLING,
        Fault(429, "API_KEY_QUOTA_EXHAUSTED", "API key 额度已用完"),
        quota=(100.0, 100.0),
        status="quota_exhausted",
    ),
    "expired": State(
        "past its expiry date",
        Stage.BILLING,
        Fault(403, "API_KEY_EXPIRED", "API key 已过期"),
        quota=(37.5, 100.0),
        status="expired",
    ),
    "daily-limit-exceeded": State(
        "of a subscription whose daily limit is used up",
        Stage.BILLING,
        Fault(429, "USAGE_LIMIT_EXCEEDED", DAILY_LIMIT),
        traits=frozenset({"subscription"}),
        subscription=(20.0, 20.0),
    ),
    "empty-wallet": State(
        "of an account without balance",
        Stage.BILLING,
        Fault(403, "INSUFFICIENT_BALANCE", "Insufficient account balance"),
        balance=0.0,
    ),
    "ungrouped": State(
        "in no group", Stage.GROUP, Fault(403, "permission_error", NO_GROUP, form=anthropic_form)
    ),
    "concurrency": State(
        "of an account with too many requests at once",
        Stage.CONCURRENCY,
        Fault(429, "rate_limit_error", "Concurrency limit exceeded for user, please retry later"),
    ),
    "five-hour-limit": _limit(
        "used up to its own limit of 5 hours", "api key 5小时限额已用完", limits=("5h",)
    ),
    # The gateway sends the seconds left in the minute; 2 keeps clients that obey Retry-After fast.
    "rpm-limit": _limit(
        "of a group with too many requests this minute", "group requests-per-minute limit exceeded", 2
    ),
    "no-accounts": State("of a group that has no capacity left", Stage.ACCOUNT),
    "claude-code-only": State("of a group for Claude Code alone", traits=frozenset({"claude-code-only"})),
    "busy": _upstream("works the third time; at first the provider is busy (429), then rests", 429, until=2),
    "overloaded": _upstream("the provider is overloaded (529)", 529),
    "upstream-401": _upstream("the provider refuses the gateway's credentials (401)", 401),
    "upstream-403": _upstream("the provider forbids (403)", 403),
    "upstream-429": _upstream("the provider's rate limit is reached (429)", 429),
    "upstream-500": _upstream("the provider fails (500)", 500),
    "upstream-529": _upstream("the provider is overloaded (529)", 529),
    "stream-broken": _works("works, but a stream breaks off after its first word", "stream-broken"),
    "dispatch": _works("works; an OpenAI group that also serves /v1/messages", "dispatch"),
    "images": _works("works; an OpenAI group with the right to make images", "images"),
    "empty-chunk": _works("works; a Gemini stream ends with a chunk that has no text", "empty-chunk"),
    "cached": _works("works; half of each prompt was read from the cache", "cached"),
    "subscription": _works("works; paid by a subscription", "subscription", (7.5, 20.0)),
    "unlimited": _works("works; paid by a subscription without limits", "subscription", (7.5, None)),
    "unused": _works("works; was never used", "unused"),
    "quota": State("works; has a quota and limits", limits=("5h", "1d", "7d"), quota=(37.5, 100.0)),
    "other-site": _works("works on the second site only; elsewhere it does not exist", "other-site"),
}


@dataclass(frozen=True)
class Key:
    """A key that exists: its provider and its state."""

    provider: str
    state: State

    def has(self, trait: Trait) -> bool:
        """Check whether the key, or its group, has a right or a restriction."""
        return trait in self.state.traits

    @property
    def models(self) -> list[str]:
        """The ids of the models that the key has."""
        published: list[str] = facts()["models"][self.provider]["published"]
        return published


def find(text: str, host: str) -> Key | None:
    """Look a key up, as the site with the API host `host` does. Return None if it does not exist there."""
    match = _pattern().fullmatch(text)
    if match is None or match["provider"] is match["state"] is None:
        return None
    state = STATES[match["state"]] if match["state"] else WORKING
    key = Key(match["provider"] or "openai", state)
    return None if key.has("other-site") and host != api_hosts()[1] else key


@cache
def _pattern() -> re.Pattern[str]:
    providers = "|".join(map(re.escape, facts()["providers"]))
    states = "|".join(map(re.escape, STATES))
    return re.compile(rf"sk-your(?:-(?P<provider>{providers}))?(?:-(?P<state>{states}))?-key")
