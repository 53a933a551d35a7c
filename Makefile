# Everything that a person or CI does here, set-up included. It needs make and Python 3.11 or later with venv and pip.

ARTICLES ?= seeds
SLATE ?= .slate
VENV ?= .venv
PYTHON ?= python3
# An interpreter that was asked for is taken or refused; otherwise the first of these that will do.
CANDIDATES := $(PYTHON) $(if $(filter file,$(origin PYTHON)),python3.14 python3.13 python3.12 python3.11)

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
MODULES := $(shell find tui -name '*.py')

.DEFAULT_GOAL := help
.PHONY: help read try docs test lint spacy readers heavy flair wheel check bench score clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

read: $(VENV)/.runtime $(VENV)/.compiled ## set up, and read the seed articles (others: make read ARTICLES=FOLDER)
	@$(BIN)/copydesk read $(ARTICLES)

try: $(VENV)/.runtime $(VENV)/.compiled ## the same without the annotations that are kept here: a clean slate
	@$(BIN)/copydesk read $(ARTICLES) --annotations $(SLATE)

test: $(VENV)/.dev ## set up, and run the tests (some of them: make test ARGS="-k quote")
	@$(BIN)/pytest --numprocesses auto --maxprocesses 8 -m "not wheel" $(ARGS)

lint: $(VENV)/.dev ## format, lint, types and import contracts
	@$(BIN)/ruff format --check --quiet . || { echo "Put right with: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

wheel: $(VENV)/.dev ## build the wheel and try it in an empty environment
	@$(BIN)/pytest -m wheel $(ARGS)

spacy: $(VENV)/.spacy ## set up spaCy, and run the tests of what needs it
	@$(BIN)/pytest -m "not wheel" -k spacy $(ARGS)

readers: $(VENV)/.readers ## set up light readers of export formats, and run the tests that need them
	@$(BIN)/pytest -m "not wheel" tests/formats $(ARGS)

heavy: $(VENV)/.heavy ## the same for the readers that bring torch: gigabytes, so CI leaves them out
	@$(BIN)/pytest -m "not wheel" tests/formats/test_readers.py -k gliner $(ARGS)

flair: ## the same for flair, which takes an environment of its own: it asks for old versions of other readers
	@$(MAKE) --no-print-directory VENV=$(VENV)-flair $(VENV)-flair/.flair
	@$(VENV)-flair/bin/pytest -m "not wheel" tests/formats/test_readers.py -k flair $(ARGS)

check: lint test spacy readers wheel ## all of that: what CI runs

bench: $(VENV)/.dev $(VENV)/.compiled ## run the benchmarks
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

score: $(VENV)/.dev ## score detection on the project's own labelled articles
	@$(BIN)/python benchmarks/detection.py benchmarks/gold/tuning benchmarks/gold/held-out $(ARGS)

docs: $(VENV)/.dev ## make the page of keys, the manual page and the picture of the README anew
	@$(BIN)/python docs/make_pages.py

clean: ## remove the environment and everything that tools made
	@rm -rf $(VENV) $(SLATE) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find tui tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/.made:
	@for python in $(CANDIDATES); do \
	    if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	        echo "Making $(VENV) with $$("$$python" --version)"; \
	        "$$python" -m venv $(VENV) && touch $@; exit; \
	    fi; \
	done; \
	echo "Copydesk needs Python 3.11 or later with venv and pip; none of these is one: $(CANDIDATES)." >&2; \
	echo "Name one with: make $(MAKECMDGOALS) PYTHON=/path/to/python3 (Debian, Ubuntu: apt install python3-venv)." >&2; \
	exit 1

$(VENV)/.runtime: pyproject.toml | $(VENV)/.made
	@echo "Installing Copydesk into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	@echo "Installing Copydesk and its tools into $(VENV)"
	@$(PIP) install --editable ".[dev]"
	@touch $(VENV)/.runtime $@

$(VENV)/.spacy: pyproject.toml | $(VENV)/.made
	@echo "Installing Copydesk, its tools and spaCy into $(VENV)"
	@$(PIP) install --editable ".[dev,spacy]"
	@touch $(VENV)/.runtime $(VENV)/.dev $@

$(VENV)/.readers: pyproject.toml | $(VENV)/.made
	@echo "Installing Copydesk, its tools and readers of export formats into $(VENV)"
	@$(PIP) install --editable ".[dev,readers]"
	@touch $(VENV)/.runtime $(VENV)/.dev $@

$(VENV)/.heavy: pyproject.toml | $(VENV)/.made
	@echo "Installing Copydesk, its tools and the heavy readers of export formats into $(VENV)"
	@$(PIP) install --editable ".[dev,heavy-readers]"
	@touch $(VENV)/.runtime $(VENV)/.dev $@

$(VENV)/.flair: pyproject.toml | $(VENV)/.made
	@echo "Installing Copydesk, its tools and flair into $(VENV)"
	@$(PIP) install --editable ".[dev,flair-reader]"
	@touch $(VENV)/.runtime $(VENV)/.dev $@

# An editable install is not compiled by pip, nor by the first run where PYTHONDONTWRITEBYTECODE is set.
$(VENV)/.compiled: $(MODULES) | $(VENV)/.made
	@$(BIN)/python -m compileall -q tui
	@touch $@
