"""Faults planted one at a time in what the pages show and in the mock gateway: `make mutants` says which nobody notices.

pages.py      the faults of a page: another base URL, header, key, model, variable, file, field, output, claim
mock.py       the faults of the mock: another status, message, header, limit
__main__.py   plants each, runs the tests concerned, and prints what survived
equivalent.toml   survivors that change nothing, each with the output that shows it
"""
