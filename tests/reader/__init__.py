"""The reader: takes each rendered page and does what a person would do with the code on it.

The page is the script. A block's language and title say what a person does with it, the heading says what
belongs together, the line below a block says what it sends, and the block below that says what it prints. No
list elsewhere tells the reader anything, and there is no way to skip a block.

From a page to walkthroughs:

    pages.py         the built site and its pages
    blocks.py        a page's HTML -> blocks, headings and claims, in reading order
    walkthroughs.py  blocks -> what to do under one heading, step by step
    clients.py       the walkthroughs that connect a client, and other readers of them
    snippets.py      a block's text -> the file below snippets/ that it was included from
    draft.py         pages that a test makes up
    unasked.py       what an agent sends beside its answer, by its file and by what was recorded
    parity.py        what both languages have alike

A visit:

    visit.py         a walkthrough from its first block to its last
    recorder.py      what the reader needs of a gateway
    home.py          a throw-away HOME and its environment
    processes.py     the end of every process that was born there
    environments.py  which Python environment has what the page installs
    installs.py      what a block installs, and that it is installed once a run
    registry.py      npm's registry as the locks have it, for the pages' own npm install
    saving.py        blocks that are files
    settings.py      a file that a page changes keeps the settings that were in it
    terminal.py      bash blocks, all of a walkthrough in one bash
    programs.py      Python and Node blocks
    preload.py       what the process has loaded from which Python blocks are forked

A verdict:

    outcome.py       how a block ended
    output.py        what was printed, compared with what the page shows
    json_pattern.py  JSON with holes, compared with JSON
    claims.py        what was sent, compared with what the page says
    hosts.py         which other hosts a client may ask for, and why
    traces.py        which lines and branches of the programs ran
    tracer.py        the same for environments without coverage.py
    scenarios.py     runs in states that pages only describe
    tally.py         what a run has proven
    gate.py          why a run in which every test passed may still be red
    errors.py        where, what, and what to do
"""
