# Needs make and Python 3.11 or newer, nothing else. Every path below is relative, so the
# folder may have any name. The network is used only while .venv is being built.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test run lint format bench soak docs clean lock
.NOTPARALLEL:

PYTHON ?=
ARGS ?=
PYTEST_ARGS ?= -n 3

VENV_PYTHON = .venv/bin/python
PIP = -m pip --disable-pip-version-check --quiet

# Prints the name of the first Python that will do; otherwise says what is missing and fails.
FIND_PYTHON = \
	found=; bare=; \
	for name in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3.14 python3 python); do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  if "$$name" -c 'import venv, ensurepip' >/dev/null 2>&1; then found=$$name; break; fi; \
	  bare=$$name; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	  echo "Duban: $$bare cannot build virtual environments here. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; \
	elif [ -z "$$found" ]; then \
	  echo "Duban needs Python 3.11 or newer and found none. Install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; \
	fi

# What .venv was built from. The folder belongs to it, for a moved .venv no longer works.
FINGERPRINT = { cat requirements/dev.txt; pwd; $(VENV_PYTHON) --version; } 2>&1 | cksum

help:  ## show this list
	@echo "make TARGET [ARGS='…']"
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while read -r name words; do printf '  %-8s %s\n' "$$name" "$$words"; done

demo: .venv  ## try the whole product on this machine, no account needed
	@$(VENV_PYTHON) -m app demo $(ARGS)

run: .venv  ## run the real thing, configured by .env
	@$(VENV_PYTHON) -m app run $(ARGS)

test: lint  ## every check and every test
	@$(VENV_PYTHON) -m pytest $(PYTEST_ARGS) --ignore=tests/contracts $(ARGS)

lint: .venv  ## style, types and the import contract
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) -m pytest -qq -n 2 tests/contracts

format: .venv  ## rewrite the code in the project's style
	@$(VENV_PYTHON) -m ruff check --fix-only .
	@$(VENV_PYTHON) -m ruff format .

bench: .venv  ## measure speed and size
	@$(VENV_PYTHON) -m benchmarks $(ARGS)

soak: .venv  ## run for long under load and watch memory and lag
	@$(VENV_PYTHON) -m benchmarks.soak $(ARGS)

docs: .venv  ## check that every link in the documents leads somewhere
	@$(VENV_PYTHON) -m pytest -q tests/contracts/test_links.py

clean:  ## remove .venv and caches; data stays
	@rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock:  ## choose library versions anew (network)
	@$(FIND_PYTHON); \
	tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	"$$found" -m venv "$$tools" && "$$tools/bin/python" $(PIP) install uv && \
	compile="--no-config pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header" && \
	"$$tools/bin/uv" $$compile requirements/run.in --output-file requirements/run.txt && \
	"$$tools/bin/uv" $$compile requirements/dev.in --constraint requirements/run.txt --output-file requirements/dev.txt && \
	if grep -nE '://|^ *--(index|extra|find|trusted)' requirements/*.txt; then \
	  echo "A lock file names an address; see the lines above." >&2; exit 1; fi

# Always asked, seldom work: the stamp says whether .venv fits the locked requirements.
.PHONY: .venv
.venv:
	@if [ "$$(cat .venv/stamp 2>/dev/null)" = "$$($(FINGERPRINT))" ]; then exit 0; fi; \
	$(FIND_PYTHON); \
	echo "Building .venv with $$("$$found" --version) …" && \
	"$$found" -m venv --clear .venv && \
	$(VENV_PYTHON) $(PIP) install --require-hashes -r requirements/dev.txt && \
	$(VENV_PYTHON) $(PIP) install --no-deps --no-build-isolation --config-settings editable_mode=compat --editable . && \
	$(FINGERPRINT) > .venv/stamp
