# Bare `make` explains the targets; each sets up what it needs in .venv first.
.DEFAULT_GOAL := help
.PHONY: help serve test check labs essay search-report screenshots bench requirements publish publish-diff rollback clean
# The first of these that is there; the pins want 3.11.2 or newer.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell command -v $(name))))
BIN := .venv/bin
# The theme's notice of its end of life is for us, not for every build.
export NO_MKDOCS_2_WARNING := 1

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/site ## Preview the site while you write; prints its address
	$(BIN)/mkdocs serve

test: .venv/dev tests/page/node_modules ## Run everything: ruff, mypy, all tests with labs and browser
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

check: .venv/site ## Read and check all sources and build the site once, into site/
	$(BIN)/mkdocs build

labs: .venv/dev ## Run every lab and record what it prints and draws
	$(BIN)/python tests/labs.py

essay: .venv/site ## Begin an essay: make essay THEME=privacy SLUG=a-new-one
	$(BIN)/python tests/new_essay.py "$(THEME)" "$(SLUG)"

search-report: .venv/dev ## Measure the search, print the worst queries, record the report
	$(BIN)/python tests/search/report.py

screenshots: .venv/dev check ## Photograph six pages, two widths, both schemes, into screenshots/
	$(BIN)/python tests/screenshots.py site

bench: .venv/dev tests/bench/node_modules check ## Measure pages with Lighthouse against their floors (some minutes)
	$(BIN)/python tests/measure_pages.py site

requirements: .venv/dev ## Renew both requirement files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --upgrade --extra labs --extra tests pyproject.toml -o requirements-dev.txt

publish: .venv/site ## Publish the site with mkdocs gh-deploy
	$(BIN)/mkdocs gh-deploy

publish-diff: .venv/site ## Show what publishing would change, and push nothing
	KB_PUBLISH=diff $(BIN)/mkdocs gh-deploy

rollback: .venv/site ## Put the previous site back, as a new publication
	KB_PUBLISH=rollback $(BIN)/mkdocs gh-deploy

clean: ## Remove everything that these commands made
	rm -rf .venv site screenshots .mypy_cache .pytest_cache .ruff_cache .hypothesis

# What pages are checked with comes from npm; without npm those checks are skipped by name.
tests/page/node_modules: tests/page/package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests/page && touch $@; fi

tests/bench/node_modules: tests/bench/package-lock.json
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests/bench && touch $@

.venv/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' || { echo "Python 3.11.2 or newer is needed; name it with make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

.venv/site: requirements.txt | .venv/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/site
