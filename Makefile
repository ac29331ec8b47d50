# The targets of this repository. Each sets up what it needs, once, from the locks.
SHELL := /bin/bash
# Steps of the set-up wait for one another's downloads more than for the two cores.
MAKEFLAGS += --jobs=3
.DELETE_ON_ERROR:
.SHELLFLAGS := -eu -o pipefail -c

export PYTHON ?= python3
PY := .venv/bin/python
SITE := .venv/site.done node_modules/done
# The Python clients that need an environment of their own have a lock of their own; pyproject.toml says why.
VENVS := $(filter-out python site,$(basename $(notdir $(wildcard tests/locks/*.txt))))
# The longest step first.
TESTS := .cache/agents/done .venv/done node_modules/done .cache/clients/done .cache/browser \
    $(VENVS:%=.cache/venvs/%/done)
CHECKS := .venv/done node_modules/done .cache/checks/done
# A program that npm installed finds the Node of the locks first.
NODE := PATH="$(CURDIR)/.cache/node/node_modules/.bin:$$PATH"
# The banners of Material and of ProperDocs are no news here: the exit path is built in every test run.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help serve build test check format gateway update records words gate live mutants screenshots \
    bench lock verify-latest hook clean
help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

serve: $(SITE) ## serve the site on http://127.0.0.1:8000, rebuilt on every change
	$(PY) -m mkdocs serve --dev-addr 127.0.0.1:8000

build: $(SITE) ## build the site into site/, strictly
	$(PY) -m mkdocs build --strict --site-dir site

test: $(TESTS) ## run every code block and all other tests (CLIENT=codex or ARGS="-k billing")
	$(PY) -m pytest $(if $(CLIENT),tests/test_walkthroughs.py -k "api-keys/$(CLIENT)") $(ARGS)

check: $(CHECKS) ## check types, style, rooms, imports and dependencies, in less than a minute
	$(PY) -m tests.commands.check

format: $(CHECKS) ## mend what `make check` says of style, as far as a tool can
	.venv/bin/ruff check --quiet --fix-only tests overrides
	.venv/bin/ruff format --quiet tests overrides
	cd overrides && $(NODE) ../.cache/checks/node_modules/.bin/biome check --write

gateway: .venv/done ## start the mock gateway by hand, and print how to point a client at it (ARGS="--states")
	@$(PY) -m tests.gateway $(ARGS)

update: $(TESTS) ## write what the blocks print, and what else can be derived, into the pages
	$(PY) -m tests.commands.update

records: $(TESTS) ## run the failures whose client, page or answer has changed (ARGS=--all, as every week)
	$(PY) -m tests.commands.failures.run $(ARGS)

words: $(TESTS) ## say by page what shows its words outside code blocks, and what nothing shows
	$(PY) -m tests.words

gate: .venv/done node_modules/done ## check what the shards of a run have proven (ARGS="1.json 2.json")
	$(PY) -m tests.reader.tally $(ARGS)

live: $(TESTS) ## run the pages against the real gateway, with your keys (ARGS="--yes --limit 50 curl")
	@$(PY) -m tests.commands.live $(ARGS)

mutants: $(TESTS) ## plant faults in pages and mock, and say which nobody notices (ARGS="codex" for some)
	$(PY) -m tests.commands.mutants $(ARGS)

screenshots: .venv/done node_modules/done .cache/browser ## take pictures of pages (ARGS="faq" for some)
	$(PY) -m tests.commands.screenshots $(ARGS)

bench: $(TESTS) .cache/lighthouse/done ## measure what blocks, builds and pages cost (ARGS="search")
	$(PY) -m tests.commands.bench $(ARGS)

lock: .venv/site.done .cache/node/done ## move every dependency and client to its newest release that installs
	$(PY) -m tests.setup.lock

verify-latest: lock ## move them, write down what changed, run everything: who broke, and how
	tests/setup/both "$(MAKE) update" "$(MAKE) test"

hook: ## let git run the quick checks before each commit
	git config core.hooksPath .githooks

clean: ## remove all that the targets above made
	rm -rf .venv node_modules site .cache

.cache/system: tests/setup/system
	@mkdir -p .cache
	@$<
	@touch $@

.venv/site.done: tests/locks/site.txt tests/setup/environment tests/setup/step | .cache/system
	@tests/setup/step "Python, site" .venv tests/setup/environment site .venv
	@touch $@

.venv/done: tests/locks/python.txt tests/setup/environment | .venv/site.done
	@tests/setup/step "Python, tests" .venv tests/setup/environment python .venv
	@touch $@

.cache/venvs/%/done: tests/locks/%.txt tests/setup/environment | .venv/site.done
	@tests/setup/step "Python, $*" .cache/venvs/$* tests/setup/environment $* .cache/venvs/$*
	@touch $@

node_modules/done: package.json package-lock.json .npmrc tests/setup/step | .cache/system
	@tests/setup/step "npm, site" node_modules npm ci --loglevel=error
	@touch $@

.cache/node/done: $(wildcard tests/locks/node/*) .npmrc tests/setup/packages tests/setup/step | .cache/system
	@tests/setup/step "Node.js" .cache/node tests/setup/packages node
	@touch $@

.cache/clients/done .cache/checks/done .cache/lighthouse/done: \
    .cache/%/done: .npmrc tests/setup/packages tests/setup/step | .cache/node/done
	@tests/setup/step "npm, $*" .cache/$* tests/setup/packages $* --ignore-scripts
	@# What the pages' installs have made is of the locks before (tests/reader/installs.py).
	@[ $* != clients ] || rm -rf .cache/installs
	@touch $@

.cache/agents/done: .npmrc tests/setup/packages tests/setup/step | .cache/node/done
	@tests/setup/step "npm, coding agents" .cache/agents tests/setup/packages agents
	@touch $@

.cache/agents/done: $(wildcard tests/locks/agents/*)
.cache/checks/done: $(wildcard tests/locks/checks/*)
.cache/clients/done: $(wildcard tests/locks/clients/*)
.cache/lighthouse/done: $(wildcard tests/locks/lighthouse/*)

# After the other step that may call apt-get.
.cache/browser: tests/setup/browser tests/setup/step | .cache/system
	@tests/setup/step "browser and fonts" - tests/setup/browser
	@touch $@
