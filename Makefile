# `make demo` and `make test` need Python >= 3.11, git and make, and nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements/dev.lock
COMPILED := $(patsubst %.po,%.mo,$(wildcard casectl/locale/*/LC_MESSAGES/casectl.po))
ROUNDS ?= 10

.DEFAULT_GOAL := help
# Tests and proofs start casectl some thousand times: what Python has compiled is kept, or each start takes four times as long.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help venv lock format check test tests test-oldest test-latest test-long test-dates test-servers test-slow test-formats demo bench bench-guard \
  scorecard scorecard-quick messages messages-check docs golden clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

venv: $(READY) $(COMPILED) ## Make .venv from the lock: casectl (editable) and everything to work on it

.venv/.ready: $(LOCK) pyproject.toml
	$(call fresh,.venv)
	.venv/bin/python -m pip install --quiet --require-hashes --requirement $(LOCK)
	$(call ourselves,.venv)

.venv-oldest/.ready: pyproject.toml scripts/declared.py
	$(call fresh,.venv-oldest)
	.venv-oldest/bin/python scripts/declared.py --oldest > .venv-oldest/requirements.txt
	.venv-oldest/bin/python -m pip install --quiet --requirement .venv-oldest/requirements.txt
	$(call ourselves,.venv-oldest)

.venv-latest/.ready: FORCE
	$(call fresh,.venv-latest)
	.venv-latest/bin/python scripts/declared.py > .venv-latest/requirements.txt
	.venv-latest/bin/python -m pip install --quiet --requirement .venv-latest/requirements.txt
	$(call ourselves,.venv-latest)

# What reads our formats is large, and few need it: it has an environment of its own.
.venv-formats/.ready: $(LOCK) pyproject.toml
	$(call fresh,.venv-formats)
	.venv-formats/bin/python -m pip install --quiet --require-hashes --requirement $(LOCK)
	.venv-formats/bin/python -m pip install --quiet --group formats
	$(call ourselves,.venv-formats)

FORCE: # what is newest today was not yesterday

define fresh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "casectl needs Python 3.11 or later; set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv --clear $(1)
endef

define ourselves
	$(1)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(1)/.ready
endef

%.mo: %.po | $(READY)
	$(BIN)/python hatch_build.py

lock: ## Write requirements/dev.lock to fit pyproject.toml; ARGS=--upgrade takes newer versions (needs a package index)
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	.venv-lock/bin/python -m pip install --quiet --group lock
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra xlsx --group dev $(ARGS) --output-file $(LOCK) pyproject.toml

format: venv ## Put the source into shape: sorted imports, one layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

check: venv ## Everything that can be said without running the code: style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check tests ## The static part, then the tests, then our own casebook; what is not translated is listed
	$(BIN)/casectl -C . check
	@$(BIN)/python -m scripts.messages --check || echo 'No error while you work; make messages-check must say nothing in the end.'

tests: venv
	$(BIN)/pytest $(ARGS)

# Style and types are judged with the lock alone: what other versions of ruff and mypy find is no news about casectl.
test-oldest: ## The tests with the lower bound of each range in pyproject.toml, in .venv-oldest
	@$(MAKE) --no-print-directory VENV=.venv-oldest tests

test-latest: ## The tests with the newest versions that the ranges allow, in .venv-latest
	@$(MAKE) --no-print-directory VENV=.venv-latest tests

test-long: venv ## The properties on fresh examples, ROUNDS times; write what fails into tests/test_found.py
	for round in $$(seq $(ROUNDS)); do $(BIN)/pytest -q -m hypothesis --hypothesis-profile=fresh $(ARGS) || exit 1; done

test-dates: venv ## The tests on days to come, in six zones and two locales (half an hour; needs faketime)
	BIN=$(BIN) scripts/test_dates.sh $(ARGS)

test-slow: venv ## The tests that take long: whole days of a desk, histories that are judged, several clones, pages typed as they stand
	$(BIN)/pytest -m "slow and not servers" $(ARGS)

test-servers: venv ## The tests that need a server: git over HTTP (git-http-backend), its daemon, ssh, IMAP (skipped without sshd, dovecot)
	$(BIN)/pytest -m servers $(ARGS)

test-formats: ## What others make of our formats, and of our statistics: pm4py, frictionless, prometheus-client, numpy, scipy
	@$(MAKE) --no-print-directory VENV=.venv-formats tests ARGS="-m formats $(ARGS)"

demo: venv ## Work real complaints through, in a casebook to play with
	PATH="$(abspath $(BIN)):$$PATH" scripts/demo.sh

bench: venv ## Print the figures of speed and size
	$(BIN)/python scripts/bench.py

bench-guard: venv ## See that no verb has become slow (half a minute; a test runs it too)
	$(BIN)/python scripts/bench_scale.py --guard

scorecard: venv ## Prove what is promised: kills, faults, hostile input (forty minutes)
	$(BIN)/python -m tests.scorecard

scorecard-quick: venv ## The same at a tenth of the size (four minutes)
	$(BIN)/python -m tests.scorecard --quick

messages: venv ## Bring the catalogues up to the source: extract, update, compile; list what is not translated
	$(BIN)/python -m scripts.messages

messages-check: venv ## Fail if anything is not translated, unused or askew: an issue closes with nothing listed
	$(BIN)/python -m scripts.messages --check

docs: venv ## Write docs/ from the program's own declarations
	$(BIN)/python scripts/docs.py

golden: venv ## Write transcripts, answers in docs/guides and versions of shipped templates again; read the difference
	CASECTL_UPDATE=1 $(BIN)/pytest -m "not servers" tests/cli/test_transcripts.py tests/cli/test_fortnights.py tests/cli/test_guides.py \
	  tests/test_shipped_versions.py

clean: ## Take away the venv and everything derived
	rm -rf .venv .venv-lock .venv-oldest .venv-latest .venv-formats build dist demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .cache
	rm -f $(COMPILED)
	find casectl scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
