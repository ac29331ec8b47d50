"""Let pages use the facts of `mkdocs.yml`: `{{ models.openai.main }}`, `{% for site in sites %}`.

Besides, `clients` is the table of overrides/clients.yml, `version("pip", "openai")` what the locks have of a client,
`verified_on` the day of the locks, and `texts` the words of the page's language in overrides/texts.yml.

Pages are Jinja templates; the code they include is not, because snippets are inserted later.
An unknown name or a broken expression stops the build with the page and the line.
"""

import json
import re
import tomllib
from functools import cache, partial
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from packaging.requirements import Requirement

OVERRIDES = Path(__file__).parent.parent
# Jinja's own comment sign `{#` opens every heading id, `## Create {#create}`.
templates = Environment(
    loader=FileSystemLoader(OVERRIDES / "partials"),
    undefined=StrictUndefined,
    comment_start_string="<!--#",
    comment_end_string="#-->",
    trim_blocks=True,
    keep_trailing_newline=True,
)


def on_env(env: Environment, config: MkDocsConfig, **_) -> None:
    """Give the theme's templates the words of overrides/texts.yml, as `texts.en.search`."""
    env.globals["texts"] = texts()


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_) -> str:
    # For the plain Markdown beside the page (twins.py), which MkDocs' own copy is too late for.
    page.markdown_source = markdown
    try:
        return render(markdown, config)
    except TemplateError as error:
        line = f":{error.lineno + _lines_above(markdown, page)}" if isinstance(error, TemplateSyntaxError) else ""
        raise PluginError(f"{page.file.src_uri}{line}: {error}. Pages may use what stands in mkdocs.yml under extra.facts.") from error


def render(markdown: str, config: MkDocsConfig, plain: bool = False) -> str:
    """Fill the facts into a page; TemplateError for a fact that is not there.

    `site_name` is the site whose base URL the page shows: in HTML it follows the reader's choice, in `plain` Markdown it does not.
    """
    root = Path(config.config_file_path).parent
    [name, *_] = [site["name"] for site in config.extra["facts"]["sites"]]
    return templates.from_string(markdown).render(
        config.extra["facts"],
        clients=clients(),
        version=partial(version, root),
        verified_on=day(root),
        site_name=name if plain else f'<span class="site-name">{name}</span>',
        texts=texts()[config.theme["language"]],
        plain=plain,
    )


def _lines_above(markdown: str, page: Page) -> int:
    """Count the lines of the front matter, which MkDocs has taken off already."""
    return page.file.content_string.rstrip().count("\n") - markdown.rstrip().count("\n")


@cache
def version(root: Path, registry: str, package: str) -> str:
    """Give the version that the locks have of a client, `version("npm", "openai")`; PluginError if the project does not ask for it."""
    if registry == "npm":
        for lock in (root / "tests" / "locks" / folder / "package-lock.json" for folder in ("clients", "agents")):
            packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
            if package in packages[""]["dependencies"]:
                return packages[f"node_modules/{package}"]["version"]
    else:
        for group, packages in tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"].items():
            if any(Requirement(asked).name == package for asked in packages):
                lock = root / "tests" / "locks" / f"{group}.txt"
                text = (lock if lock.exists() else lock.with_name("python.txt")).read_text(encoding="utf-8")
                # Other versions of Python may have another release.
                found = map(Requirement, re.findall(rf"^{re.escape(package)}==[^\\\n]+", text, re.MULTILINE))
                for locked in found:
                    if locked.marker is None or locked.marker.evaluate():
                        return str(locked.specifier).removeprefix("==")
    raise PluginError(f"the {registry} package {package} is in none of the locks. Add it to pyproject.toml or a package.json, and run `make lock`.")


def day(root: Path) -> str:
    """Give the day of the locks, which is the day of the releases that were run."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["tokenforme-docs"]["locked"]


def texts() -> dict:
    return _loaded("texts.yml")


def clients() -> list[dict]:
    return _loaded("clients.yml")


def _loaded(name: str):
    path = OVERRIDES / name
    return _parsed(path, path.stat().st_mtime_ns)


@cache
def _parsed(path: Path, changed: int):
    """Parse a file once a version of it: every page needs it, and PyYAML takes its time."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
