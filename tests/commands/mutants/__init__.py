"""Faults planted one at a time in the pages and the mock gateway: `make mutants` says which nobody notices.

rules.py          what an author might get wrong: base URL, header, key, model, file, output, claim
pages.py          the faults of a page, made from its walkthroughs with the rules
prose.py          lies in what a page says outside its blocks
mock.py           the faults of the mock: another status, message, header, limit
__main__.py       plants each, runs the tests concerned, and prints what survived
equivalent.toml   faults that change nothing, each with the output that shows it
"""
