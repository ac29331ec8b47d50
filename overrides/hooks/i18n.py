"""The languages of the site, as mkdocs-static-i18n builds them: one after another, the default first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True)
class Language:
    """One language of the site: `locale` is "zh", `name` is what its readers call it."""

    locale: str
    name: str
    is_default: bool

    @property
    def prefix(self) -> str:
        """The address of its home page below the site's root: "" or "zh/"."""
        return "" if self.is_default else f"{self.locale}/"


class _Entry(Protocol):
    """A language in the plugin's settings."""

    locale: str
    name: str
    default: bool
    nav_translations: dict[str, str] | None


class _Settings(Protocol):
    """The plugin's settings in `mkdocs.yml`."""

    languages: Sequence[_Entry]


class _Plugin(Protocol):
    """What the site uses of static-i18n, which has no types."""

    config: _Settings
    current_language: str
    building: bool
    extra_alternate: list[dict[str, str]]


def languages(config: MkDocsConfig) -> list[Language]:
    """Return the languages of `mkdocs.yml`, in its order."""
    entries = _plugin(config).config.languages
    return [Language(entry.locale, entry.name, entry.default) for entry in entries]


def current(config: MkDocsConfig) -> Language:
    """Return the language that is being built."""
    locale = _plugin(config).current_language
    return next(language for language in languages(config) if language.locale == locale)


def is_first_build(config: MkDocsConfig) -> bool:
    """Check whether this is the default language's build, within whose last event the others are built."""
    return not _plugin(config).building


def alternates(config: MkDocsConfig) -> list[dict[str, str]]:
    """Return the language switch of a page without a translation: entries with `name`, `link` and `lang`."""
    return _plugin(config).extra_alternate


def chapters(config: MkDocsConfig, language: Language) -> Iterator[tuple[str, str]]:
    """Yield address and title of each chapter of the navigation.

    The address is relative to the language's home page.
    """
    translations = titles(config, language)
    for chapter in config.nav or []:
        [(title, pages)] = chapter.items()
        source = pages if isinstance(pages, str) else pages[0]
        is_index = source.endswith("index.md")
        address = source.removesuffix("index.md") if is_index else f"{source.removesuffix('.md')}/"
        yield address, translations.get(title, title)


def titles(config: MkDocsConfig, language: Language) -> dict[str, str]:
    """Return the titles of the navigation in a language, by those of `mkdocs.yml`."""
    entry = next(entry for entry in _plugin(config).config.languages if entry.locale == language.locale)
    return entry.nav_translations or {}


def _plugin(config: MkDocsConfig) -> _Plugin:
    return cast("_Plugin", config.plugins["i18n"])
