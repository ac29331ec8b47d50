"""What the docs cost to run: `make bench`, or `make bench ARGS="block build"` for some of its parts.

Each module prints the table of a part or two, with the aim beside what was measured. Where it can, it
measures ours and another in turn, so that both had the same machine.

    blocks.py      block        a Python block in a forked process, and in a new one
    growth.py      build        the site with more and more pages
    search.py      search       the search, and the one of Material for MkDocs
    errors.py      errors       the box for a pasted error: what it finds, and how soon
    weight.py      weight       a first visit to a page, and to its plain text
    lighthouse.py  lighthouse   Lighthouse's scores of each chapter
    suite.py       agents       the pages of the coding agents
                   suite        the whole test suite, warm and cold
    copies.py                   copies of the project with other settings
"""
