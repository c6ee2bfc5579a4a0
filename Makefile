# One command for each thing that a developer does. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.requirements
DEV := .venv/.requirements-dev
CLIENTS := tests/clients/node_modules/.package-lock.json
CODE := app.py models notices tests benchmarks scripts
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup run engine test check format bench bench-site bench-delivery bench-crash bench-api bench-runs lock

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(SETUP) ## Make .venv with all that running needs
	@echo ".venv is ready"

run: $(SETUP) ## Run the service on this machine (PORT, ARCHIVE and DATABASE_URL are honoured)
	@$(BIN)/python -m scripts.run

engine: $(SETUP) ## Play a night in a minute against the service that `make run` runs: late files, a draft, its end
	@$(BIN)/python -m scripts.engine

test: $(DEV) $(CLIENTS) ## Run every test, on SQLite and PostgreSQL and in Chromium (ARGS="-k feed" for some of them)
	@scripts/ensure-debian postgresql
	@scripts/ensure-debian chromium-headless-shell || scripts/ensure-debian chromium
	@$(BIN)/pytest -n 3 --dist worksteal $(ARGS)

check: $(DEV) ## Check format, lint, types and imports
	@scripts/check

format: $(DEV) ## Format the code and fix what can be fixed by rule
	@$(BIN)/ruff format --quiet $(CODE)
	@$(BIN)/ruff check --quiet --fix $(CODE)

bench: bench-site bench-delivery bench-crash bench-api bench-runs ## Run every benchmark

bench-site: $(DEV) ## Measure the site against nginx
	@scripts/ensure-debian nginx-light wrk
	@$(BIN)/python -m benchmarks.site

bench-delivery: $(DEV) ## Measure sending against the provider's own client, and receiving
	@scripts/ensure-debian postgresql
	@$(BIN)/python -m benchmarks.delivery
	@$(BIN)/python -m benchmarks.inbound

bench-crash: $(DEV) ## Kill workers 200 times, and count who was missed or told twice
	@scripts/ensure-debian postgresql
	@$(BIN)/python -m benchmarks.crash

bench-api: $(DEV) ## Ask the API all that its document allows, let two collide at a notice, kill the web process
	@scripts/ensure-debian postgresql
	@$(BIN)/python -m benchmarks.api
	@$(BIN)/python -m benchmarks.collisions
	@$(BIN)/python -m benchmarks.desk_crash

$(CLIENTS): tests/clients/package-lock.json
	@scripts/ensure-debian npm
	@npm ci --prefix tests/clients --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@

bench-runs: $(DEV) ## Judge years of a made-up engine with known faults, and the archive's own incidents
	@scripts/ensure-debian postgresql wrk
	@$(BIN)/python -m benchmarks.archive_cases
	@$(BIN)/python -m benchmarks.runs
	@$(BIN)/python -m benchmarks.intake
	@$(BIN)/python -m benchmarks.runs_crash

lock: $(DEV) ## Pin the libraries of pyproject.toml anew (LOCK_ARGS=--upgrade for newer ones)
	@echo "Compiling requirements.txt and requirements-dev.txt"
	@$(LOCK) $(LOCK_ARGS) -o requirements.txt
	@$(LOCK) $(LOCK_ARGS) --extra dev -c requirements.txt -o requirements-dev.txt

.venv/bin/python:
	@scripts/make-venv $(PYTHON)

$(SETUP): requirements.txt .venv/bin/python
	@echo "Installing requirements.txt into .venv (under a minute)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(DEV): requirements-dev.txt $(SETUP)
	@echo "Installing requirements-dev.txt into .venv (about a minute)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@
