# `make demo` and `make test` need Python >= 3.11, git and make, and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help venv test check demo bench bench-guard scorecard scorecard-quick messages docs golden clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

venv: $(READY) ## Make .venv with casectl (editable) and everything to work on it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "casectl needs Python 3.11 or later; set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[xlsx]' --group dev
	@touch $@

check: $(READY) ## Everything that can be said without running the code: style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## The static part, then the tests, then our own casebook
	$(BIN)/pytest $(ARGS)
	$(BIN)/casectl -C . check

demo: $(READY) ## Work real complaints through, in a casebook to play with
	PATH="$(abspath $(BIN)):$$PATH" scripts/demo.sh

bench: $(READY) ## Print the figures of speed and size
	$(BIN)/python scripts/bench.py

bench-guard: $(READY) ## See that no verb has become slow (half a minute; a test runs it too)
	$(BIN)/python scripts/bench_scale.py --guard

scorecard: $(READY) ## Prove what is promised: kills, faults, hostile input (forty minutes)
	$(BIN)/python -m tests.scorecard

scorecard-quick: $(READY) ## The same at a tenth of the size (four minutes)
	$(BIN)/python -m tests.scorecard --quick

messages: $(READY) ## Bring the catalogues up to the source: extract, update, compile
	$(BIN)/python scripts/messages.py

docs: $(READY) ## Write docs/ anew from the program's own declarations
	$(BIN)/python scripts/docs.py

golden: $(READY) ## Write the transcripts of tests/cli anew; read the difference
	CASECTL_UPDATE=1 $(BIN)/pytest tests/cli/test_transcripts.py

clean: ## Take away the venv and everything derived
	rm -rf $(VENV) build dist demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .cache
	find casectl scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
