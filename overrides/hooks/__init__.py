"""The hooks of the site's build.

The modules that `mkdocs.yml` lists hold MkDocs' events and delegate. MkDocs loads them from their files, so
no module imports them: what several need is in a plain module, which is imported as a part of this package.

    listed                                plain
    assets.py     scripts and styles      bundle.py    esbuild, and the Content Security Policy
    compress.py   .br and .gz             command.py   which command of MkDocs runs
    errors.py     addresses of errors     error_index.py  the error index
    facts.py      facts in pages          data.py      the YAML files of overrides/
    languages.py  404 pages, redirects    i18n.py      the languages of the site
    questions.py  FAQ for search engines  locks.py     locked versions, and their day
    search.py     the search's index      notation.py  what pages write for the build alone
                                          checks.py    which gateway a client uses
                                          groups.py    the groups of tools in the navigation
    tables.py     labels of table cells   sections.py  a rendered page by its headings
    twins.py      Markdown beside HTML    template.py  a page as a Jinja template
    wire.py       requests, folded
"""
