"""Tell search engines the questions and answers of the FAQ, as schema.org's FAQPage (https://schema.org/FAQPage)."""

import json

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from search import sections

SOURCE = "faq.md"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files) -> None:
    if page.file.src_uri.rsplit("/", 1)[-1] != SOURCE:
        return
    questions = [
        {"@type": "Question", "name": section.heading, "acceptedAnswer": {"@type": "Answer", "text": section.text}}
        for section in sections(html)
        if section.text
    ]
    data = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": questions}
    # Inside a script element `<` could end it.
    page.meta["structured_data"] = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
