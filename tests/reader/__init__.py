"""The reader: takes each rendered page and does what a person would do with the code on it.

The page is the script. A block's language and title say what a person does with it, the heading says what belongs
together, the line below a block says what it sends, and the block below that says what it prints. No list elsewhere
tells the reader anything, and there is no way to skip a block.

    site.py          build the site, give its pages
    blocks.py        a page's HTML -> blocks, headings and claims, in reading order
    walkthroughs.py  blocks -> what to do under one heading, step by step
    snippets.py      a block's text -> the file below snippets/ that it was included from
    installs.py      what a block installs, and that it is installed once a run
    registry.py      npm's registry as the locks have it, for the pages' own npm install
    environments.py  which Python environment has what the page installs
    home.py          a throw-away HOME, its environment, and the end of every process born there
    merge.py         a file that a page changes keeps what stood in it
    hosts.py         which other hosts a client may ask for, and why
    terminal.py      bash blocks, all of a walkthrough in one bash
    programs.py      Python and Node blocks
    preload.py       what the process has loaded from which Python blocks are forked
    coverage.py      which lines and branches of the programs ran
    tracer.py        the same for environments without coverage.py
    output.py        what was printed against what the page shows
    json_pattern.py  JSON with holes, against JSON
    claims.py        what was sent against what the page says
    run.py           a walkthrough from its first block to its last
"""
