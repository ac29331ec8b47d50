"""The questions and answers of a page for search engines: https://schema.org/FAQPage.

A page has them if its front matter says `schema: FAQPage`: each heading but its title is a question if it has
text below it.
"""

import json

from mkdocs.structure.pages import Page

from overrides.hooks.sections import sections


def on_page_content(html: str, page: Page, **_: object) -> None:
    """Put the questions into the page's metadata, where the template finds them."""
    if page.meta.get("schema") != "FAQPage":
        return
    questions = [
        {
            "@type": "Question",
            "name": section.heading,
            "acceptedAnswer": {"@type": "Answer", "text": section.text},
        }
        # Below the page's title stands no answer.
        for section in sections(html)[1:]
        if section.text
    ]
    data = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": questions}
    # Inside a script element `<` could end it.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page.meta["structured_data"] = text
