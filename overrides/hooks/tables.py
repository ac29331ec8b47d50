"""Label each table cell with the heading of its column, for phones: there the style sheet stacks the cells.

For a screen reader stacked cells are no table, so roles say that they are.
"""

from typing import cast
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig

ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}


def on_config(config: MkDocsConfig) -> None:
    """Add the extension once, although each language's build has this event."""
    # MkDocs passes the list to Markdown, which takes extensions as well as their names.
    extensions = cast("list[str | Extension]", config.markdown_extensions)
    if not any(isinstance(extension, Tables) for extension in extensions):
        extensions.append(Tables())


class Tables(Extension):
    """The Markdown extension that labels cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processor, to run after the inline text of the cells has been parsed."""
        md.treeprocessors.register(Labels(md), "labels", 5)


class Labels(Treeprocessor):
    """Writes roles and `data-label` into the tables of one page."""

    def run(self, root: Element) -> None:
        """Label the cells of every table below `root`."""
        for table in root.iter("table"):
            for element in table.iter():
                if element.tag in ROLES:
                    element.set("role", ROLES[element.tag])
            labels = ["".join(heading.itertext()) for heading in table.iter("th")]
            for row in table.iter("tr"):
                for label, cell in zip(labels, row.findall("td"), strict=False):
                    cell.set("data-label", label)
