"""The hooks of the site's build.

The modules that `mkdocs.yml` lists hold MkDocs' events and delegate. MkDocs loads them from their files, so nobody
imports them: what several need is in a plain module, which is imported as a part of this package.

    listed                                plain
    assets.py     scripts and styles      bundle.py    esbuild, and the Content Security Policy
    compress.py   .br and .gz             data.py      the YAML files of overrides/
    facts.py      facts in pages          i18n.py      the languages of the site
    languages.py  404 pages, redirects    locks.py     versions and the day of the locks
    questions.py  FAQ for search engines  notation.py  what pages write for the build alone
    search.py     the search's index      sections.py  a rendered page by its headings
    tables.py     cells that name theirs  template.py  a page's Jinja template
    twins.py      Markdown beside HTML
"""
