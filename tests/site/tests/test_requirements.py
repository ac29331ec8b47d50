"""The Python that the pages ask for is what the packages themselves ask for."""

import re
from importlib import metadata

import pytest

from tests.reader.pages import Site
from tests.site.build import LANGUAGES
from tests.words.passages import passages

PACKAGES = {"google-genai", "openai", "anthropic", "httpx"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_python_of_a_package_is_its_own(site: Site, language: str) -> None:
    [told] = [
        one.shown
        for one in passages(site)
        if (one.page, one.heading, one.language) == ("api-keys/code", "python", language)
        and "google-genai" in one.spans
    ]
    oldest = {
        package: re.sub("^>=", "", metadata.metadata(package)["Requires-Python"]) for package in PACKAGES
    }
    # The release stands before its packages in English, behind them in Chinese; no other comes between.
    for package, release in oldest.items():
        number = rf"(?<![\d.]){re.escape(release)}(?![\d.]*\d)"
        pair = rf"{number}\D*?`{package}`" if language == "en" else rf"`{package}`\D*?{number}"
        assert re.search(pair, told), f"{package} asks for {release}: {told}"
