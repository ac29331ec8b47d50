# The whole vocabulary of this repository. Each word sets up what it needs, once.
SHELL := /bin/bash
# What is set up has parts that do not wait for one another.
MAKEFLAGS += --jobs=2
.DELETE_ON_ERROR:
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
BIN := .venv/bin
# The Python clients that need an environment of their own have a lock of their own; pyproject.toml says why.
VENVS := $(filter-out python,$(basename $(notdir $(wildcard tests/locks/*.txt))))
CLIENTS := .cache/npm/done .cache/agents/done .cache/browser $(VENVS:%=.cache/venvs/%/done)
# The banners of Material and of ProperDocs are no news here: the exit path is built in every test run.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help serve build test update screenshots bench lock verify-latest clean
help: ## list these words
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

serve: .venv/done node_modules/done ## serve the site on http://127.0.0.1:8000, rebuilt on every change
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: .venv/done node_modules/done ## build the site into site/, strictly
	$(BIN)/mkdocs build --strict --site-dir site

test: .venv/done $(CLIENTS) ## run every code block on the site, and all other tests (CLIENT=codex for one client, ARGS="-k billing" for some)
	$(BIN)/python -m pytest $(if $(CLIENT),tests/test_walkthroughs.py -k "api-keys/$(CLIENT)") $(ARGS)

update: .venv/done $(CLIENTS) ## write what the blocks print, and what else can be derived, into the pages
	$(BIN)/python -m tests.update

screenshots: .venv/done node_modules/done .cache/browser ## pictures of every page, both languages, two widths, light and dark (ARGS="faq support" for some)
	$(BIN)/python -m tests.screenshots $(ARGS)

bench: .venv/done $(CLIENTS) .cache/lighthouse/done ## measure, side by side, what a block, a build, a page, a search, the agents and the suite cost
	$(BIN)/python -m tests.bench $(ARGS)

lock: .venv/done node_modules/done ## move every dependency and client to its newest release
	tests/setup/lock

verify-latest: lock ## move them, write down what changed, run everything: who broke, and how
	$(MAKE) update || true
	$(MAKE) test

clean: ## remove all that the words above made
	rm -rf .venv node_modules site .cache

.venv/done: tests/locks/python.txt | .cache/system
	$(PYTHON) -m venv --clear .venv
	# The lock is whole. An older pip that resolves it again takes `google-auth[requests]` for another package, and finds
	# a newer release of it than the locked one.
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement tests/locks/python.txt
	touch $@

node_modules/done: package.json package-lock.json .npmrc | .cache/system
	npm ci
	touch $@

.cache/npm/done: package.json package-lock.json .npmrc tests/setup/npm-cache | node_modules/done
	tests/setup/npm-cache
	touch $@

.cache/agents/done: tests/locks/agents/package.json tests/locks/agents/package-lock.json tests/setup/agents | .cache/npm/done
	tests/setup/agents
	touch $@

.cache/lighthouse/done: tests/locks/lighthouse/package.json tests/locks/lighthouse/package-lock.json tests/setup/lighthouse | node_modules/done
	tests/setup/lighthouse
	touch $@

.cache/venvs/%/done: tests/locks/%.txt tests/setup/environment | .venv/done
	tests/setup/environment $*
	touch $@

# One after the other: both may call apt-get.
.cache/browser: | .cache/system
.cache/system .cache/browser: .cache/%: tests/setup/%
	$<
	mkdir -p .cache
	touch $@
