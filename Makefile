# Everything there is to do, one recipe each; `make` alone lists them.
# Needs make and Python 3.11 or later. Each recipe makes the environment it needs, once, and again when a lock changes.

# The first interpreter that is new enough and can make environments; override with `make PYTHON=/path/to/python3`.
FIND_PYTHON = for candidate in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo "$$candidate"; break; }; done
PYTHON ?= $(shell $(FIND_PYTHON))
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check
COMPILE = .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types imports accuracy bench lock clean

help: ## list the recipes
	@echo "make RECIPE, where RECIPE is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

demo: .venv/.runtime ## show the product at work on sample articles; ends by itself within a minute
	@.venv/bin/python -m bot demo

test: .venv/.development ## run the tests
	.venv/bin/python -m pytest -q

check: format lint types imports test ## what CI runs: format, lint, types, imports, tests

format: .venv/.development ## is the code formatted?
	.venv/bin/python -m ruff format --check .

lint: .venv/.development ## does the code keep the lint rules?
	.venv/bin/python -m ruff check .

types: .venv/.development ## do the types fit?
	.venv/bin/python -m mypy

imports: .venv/.development ## do imports go one way only?
	.venv/bin/lint-imports

accuracy: .venv/.development ## measure accuracy on events left out; FULL=1 one at a time, CLASSES=1 counts errors, ONLY=, JSON=FILE
	@.venv/bin/python -m tools.accuracy $(if $(ONLY),--only $(ONLY)) $(if $(FULL),--full) $(if $(CLASSES),--classes) \
		$(if $(SHOW),--show $(SHOW)) $(if $(JSON),--json $(JSON))

bench: .venv-bench/.installed ## measure speed and accuracy; ONLY=gate,figures picks, FULL=1 takes long, JSON=FILE keeps the rows
	@.venv-bench/bin/python -m tests.benchmarks $(if $(ONLY),--only $(ONLY)) $(if $(FULL),--full) $(if $(JSON),--json $(JSON))

lock: .venv/.development ## pin all dependencies anew; UPGRADE=--upgrade takes the latest
	echo "setuptools>=80" | $(COMPILE) pyproject.toml - -o requirements.lock
	$(COMPILE) --extra dev pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra bench --extra dev pyproject.toml -o requirements-bench.lock

clean: ## remove environments, caches and the demo's files
	rm -rf .venv .venv-bench build tallywire.egg-info demo .coverage .hypothesis \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Environments. A stamp file says that one is complete; `--no-deps` and hashes say that it is exactly the lock.
# Development holds all of runtime in the same versions, so one folder serves both.
.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "installing what running needs (once)..."
	@.venv/bin/python $(PIP_INSTALL) --require-hashes -r requirements.lock
	@.venv/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.development: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "installing what developing needs (once)..."
	@.venv/bin/python $(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@.venv/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ .venv/.runtime

.venv-bench/.installed: requirements-bench.lock pyproject.toml | .venv-bench/bin/python
	@echo "installing what benchmarking needs (once)..."
	@.venv-bench/bin/python $(PIP_INSTALL) --use-pep517 --require-hashes -r requirements-bench.lock
	@.venv-bench/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/bin/python .venv-bench/bin/python:
	@test -n "$(PYTHON)" || { echo "Tallywire needs Python 3.11 or later with its venv module, and none was found:" \
		"install it (on Debian and Ubuntu: python3 and python3-venv), or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(@D)/..
