# make run    serves the app on http://127.0.0.1:8000 (PORT=… to change)
# make test   every check: lint, types, and all tests, a real browser among them
# make test-engines  opens every page and widget in Firefox and in WebKit too, and compares with Chromium
# make bench  speed against PyTorch, where it is installed in .venv

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# Python code that ends with words where the Python that runs it is too old.
SUPPORTED := import sys; old = sys.version_info < (3, 11); sys.exit(old and \
	"Unrolled needs Python 3.11 or later; %s is %d.%d. Use make PYTHON=python3.12" % ((sys.argv[1],) + sys.version_info[:2]))
# Processes for all cores, whole files at a time and in their order: the browser's event loop would be in the way of those before.
WORKERS := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: run test test-engines lint bench chromium clean

run: $(VENV)/.installed
	$(BIN)/unrolled serve --port $(PORT)

test: lint chromium
	$(BIN)/python -m pytest $(WORKERS)

test-engines: $(VENV)/.tested
	$(BIN)/python -m tests.engines.install
	$(BIN)/python -m pytest tests/engines

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/node $(VENV)/node/node_modules/.bin/depcruise --config tests/js/dependencies.cjs static/js

bench: $(VENV)/.installed
	$(BIN)/python -m tests.benchmarks

chromium: $(VENV)/.tested
	$(BIN)/python -m tests.browser.chromium

$(BIN)/python:
	@$(PYTHON) -c '$(SUPPORTED)' $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.tested: pyproject.toml tests/js/package.json | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	mkdir -p $(VENV)/node && cp tests/js/package.json $(VENV)/node/
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --prefix $(VENV)/node --no-package-lock --no-audit --no-fund --silent
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build *.egg-info
