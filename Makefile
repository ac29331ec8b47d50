# The whole vocabulary of this repository. Each word sets up what it needs, once.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
BIN := .venv/bin
# The banners of Material and of ProperDocs are no news here: the exit path is built in every test run.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help serve build test update bench lock clean
help: ## list these words
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

serve: .venv/done ## serve the site on http://127.0.0.1:8000, rebuilt on every change
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: .venv/done ## build the site into site/, strictly
	$(BIN)/mkdocs build --strict --site-dir site

test: .venv/done node_modules/done ## run every code block on the site, and all other tests (ARGS="-k billing" for some)
	$(BIN)/python -m pytest $(ARGS)

update: .venv/done node_modules/done ## write what the blocks print, and what else can be derived, into the pages
	$(BIN)/python -m tests.update

bench: .venv/done node_modules/done ## measure, side by side, what a block, a build and the suite cost
	$(BIN)/python -m tests.bench $(ARGS)

lock: .venv/done ## move every dependency and client to its newest release
	tests/setup/lock

clean: ## remove all that the words above made
	rm -rf .venv node_modules site .cache

.venv/done: tests/locks/python.txt | .cache/system
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement tests/locks/python.txt
	touch $@

node_modules/done: package.json package-lock.json .npmrc tests/setup/npm-cache | .cache/system
	npm ci
	tests/setup/npm-cache
	touch $@

.cache/system: tests/setup/system
	$<
	mkdir -p .cache
	touch $@
