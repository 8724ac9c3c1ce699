# Vanadis: what a newcomer types. Every gate is one target, the same here and in CI.
.PHONY: setup build test check app docs reports bench soak clean
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false
export PATH := $(CURDIR)/$(BIN):$(PATH)

help:
	@echo "make build   set up the environment and build the warehouse (dbt build)"
	@echo "make app     open the viewer on localhost"
	@echo "make test    run every test"
	@echo "make check   lint, types, parse"
	@echo "make docs    dbt documentation as one HTML file"
	@echo "make reports write the reports in docs/ from what is published"
	@echo "make bench   speed and memory against floors and peers"
	@echo "make soak    reliability runs in full size"

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/.ready

build: setup
	@dbt build; code=$$?; vanadis status --brief; exit $$code

check: setup
	ruff check .
	ruff format --check .
	mypy
	sqlfluff lint --processes 0 models analyses
	dbt --warn-error parse

test: setup
	pytest

# Opens the viewer on localhost; builds first if nothing is published.
app: setup
	@python -c "from vanadis.warehouse import current; current()" 2>/dev/null || $(MAKE) build
	python -m vanadis.viewer.serve

# Each benchmark prints its own table; all run, the first failure is kept. The packages
# it compares with are an extra of their own; the build does not need them.
bench: setup
	@python -c "import monaco, openturns" 2>/dev/null || python -m pip install --quiet \
		--disable-pip-version-check --require-hashes -r requirements-bench.lock
	@code=0; for file in benchmarks/bench_*.py; do \
		echo "== $$file"; python $$file || code=$$?; done; exit $$code

docs: setup
	dbt docs generate --static

reports: setup
	python -m vanadis.reports

soak: setup
	python tests/soak/soak.py

clean:
	rm -rf target logs build/*.duckdb* .pytest_cache .mypy_cache .ruff_cache
