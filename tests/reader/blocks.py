"""A page's HTML, as Material for MkDocs renders it, to blocks and claims in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from tests.reader.errors import PageError, Place

# overrides/styles/tabs.css has a rule for each, since a tab is chosen without a script.
MOST_TABS = 6
# Highlighting's class of a block, `language-bash`.
LANGUAGE = "language-"
POWERSHELL = "powershell"


@dataclass(eq=False)
class Block:
    """One `<pre><code>`: what the copy button of the page would copy.

    `number` counts the blocks under the heading, from 1. `tab` is the label of the content tab that holds it,
    "" outside tabs. `follows` is the block right above, if only claims are between the two. `twin` is the
    PowerShell block that stands for a bash block (overrides/hooks/forms.py); `on_windows` is the path of
    the title as a reader of Windows sees it.
    """

    place: Place
    number: int
    language: str
    title: str
    text: str
    tab: str = ""
    follows: "Block | None" = None
    twin: "Block | None" = None
    on_windows: str = ""

    @property
    def key(self) -> str:
        """The block's own name on the whole site: `zh/api-keys#python 3`, with " powershell" for a twin."""
        if self.language == POWERSHELL:
            return f"{self.place.language}/{self.place.page}#{self.place.heading} {self.number} {POWERSHELL}"
        return f"{self.place.language}/{self.place.page}#{self.place.heading} {self.number}"


@dataclass(eq=False)
class Claim:
    """The line of class `sends` below a block: its inline code, and the plain text after each piece of it.

    `wire` is the name of what was recorded, which the page folds in with the line (overrides/hooks/wire.py).
    """

    place: Place
    pieces: tuple[tuple[str, str], ...]
    tab: str = ""
    wire: str = ""


@dataclass
class Section:
    """What is under one heading, down to the next heading of any level, in reading order."""

    place: Place
    items: list[Block | Claim] = field(default_factory=list)


def sections(html: str, page: str, language: str) -> list[Section]:
    """Read the article of one page; `page` and `language` only name it in errors.

    PageError for code outside a highlighted block, and for tabs inside tabs.
    """
    soup = BeautifulSoup(html, "lxml")
    article = soup.find("article") or soup.body
    assert isinstance(article, Tag), f"{page} ({language}): the page is empty"
    parser = _Parser(page, language)
    parser.children(article, tab="")
    blocks = [item for section in parser.sections for item in section.items if isinstance(item, Block)]
    found = len(blocks) + sum(block.twin is not None for block in blocks)
    if found != len(soup.select("pre code")):
        raise PageError(
            Place(page, language),
            f"the page shows {len(soup.select('pre code'))} code blocks, of which the reader finds {found}.",
            "Write each as a fenced block with a language.",
        )
    return parser.sections


class _Parser:
    def __init__(self, page: str, language: str) -> None:
        self.page, self.language = page, language
        self.sections = [Section(Place(page, language))]

    def children(self, parent: Tag, tab: str) -> None:
        above: Block | None = None
        for child in parent.find_all(recursive=False):
            classes = child.get_attribute_list("class")
            if child.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
                self.sections.append(Section(Place(self.page, self.language, str(child.get("id", "")))))
                above = None
            elif "highlight" in classes:
                above = self.block(child, tab, above)
            elif "sends" in classes or "wire" in classes:
                line = child if "sends" in classes else child.find("p", class_="sends")
                assert isinstance(line, Tag), f"{self.section.place}: a fold without the line on what is sent"
                wire = str(line.get("data-wire", ""))
                self.section.items.append(Claim(self.section.place, tuple(_pieces(line)), tab, wire))
            elif "tabbed-set" in classes:
                self.tabs(child, tab)
                above = None
            else:
                self.children(child, tab)
                above = None

    def block(self, element: Tag, tab: str, above: Block | None) -> Block:
        classes = [name for name in element.get_attribute_list("class") if name]
        names = [name.removeprefix(LANGUAGE) for name in classes if name.startswith(LANGUAGE)]
        language = names[0] if names else ""
        forms = [element.find("span", class_=name) for name in ("for-unix", "for-windows", "filename")]
        unix, windows, filename = (form.get_text() if form else "" for form in forms)
        title = unix or filename
        code = element.find("code")
        assert isinstance(code, Tag), f"{self.section.place}: a highlighted block without code"
        # The copy button copies the text without the white space at its end.
        text = code.get_text().rstrip() + "\n"
        if language == POWERSHELL:
            return self.twin(text, tab, above)
        number = 1 + sum(isinstance(item, Block) for item in self.section.items)
        name = (title or f"{language} block {number}") + (f" in tab {tab}" if tab else "")
        place = Place(self.page, self.language, self.section.place.heading, name)
        block = Block(place, number, language, title, text, tab, above, on_windows=windows)
        self.section.items.append(block)
        return block

    def twin(self, text: str, tab: str, above: Block | None) -> Block:
        """Give the bash block right above its PowerShell form. Return the bash block."""
        if above is None or above.language != "bash" or above.twin:
            raise PageError(
                Place(self.page, self.language, self.section.place.heading, f"{POWERSHELL} block"),
                "it is right below no bash block.",
                "Put its snippet beside that of the bash block: chat.ps1 beside chat.sh.",
            )
        above.twin = Block(above.place, above.number, POWERSHELL, "", text, tab)
        return above

    def tabs(self, element: Tag, tab: str) -> None:
        if tab:
            raise PageError(
                self.section.place,
                f"there are tabs inside the tab {tab}.",
                "Use headings for one of the two.",
            )
        labels = [label.get_text() for label in element.select(":scope > .tabbed-labels > label")]
        if len(labels) > MOST_TABS:
            raise PageError(
                self.section.place,
                f"there are {len(labels)} tabs, of which the style sheet shows {MOST_TABS}.",
                "Use fewer, or add rules to overrides/styles/tabs.css.",
            )
        panels = element.select(":scope > .tabbed-content > .tabbed-block")
        for label, panel in zip(labels, panels, strict=True):
            self.children(panel, label)

    @property
    def section(self) -> Section:
        return self.sections[-1]


def _pieces(paragraph: Tag) -> Iterator[tuple[str, str]]:
    for code in paragraph.find_all("code"):
        after = code.next_sibling
        yield code.get_text(), str(after) if isinstance(after, NavigableString) else ""
