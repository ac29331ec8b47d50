"""Tell each table cell the heading of its column, so that the style sheet can stack the cells of a wide table on a phone.

Stacked, a table would no longer be one for a screen reader: the roles say that it still is.
"""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig

ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}


def on_config(config: MkDocsConfig) -> None:
    if not any(isinstance(extension, Tables) for extension in config.markdown_extensions):
        config.markdown_extensions.append(Tables())


class Tables(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After the inline text of the cells was parsed.
        md.treeprocessors.register(Labels(md), "labels", 5)


class Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            for element in table.iter():
                if element.tag in ROLES:
                    element.set("role", ROLES[element.tag])
            labels = ["".join(heading.itertext()) for heading in table.iter("th")]
            for row in table.iter("tr"):
                for label, cell in zip(labels, row.findall("td"), strict=False):
                    cell.set("data-label", label)
