# Two commands do all of their own set-up: `make demo` and `make test`.
PYTHON ?= python3
SITE ?= docs/example
BIN := .venv/bin
PY := $(BIN)/python
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade

.PHONY: demo test quick lint types imports unit nights browser format lock wheel quality bench learn parsing reading validate clean example help

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

demo: .venv/run.stamp  ## the whole nightly job over the sample world, into data/demo
	$(PY) -m pipeline demo --dir data/demo

test: lint types imports unit nights  ## everything that has to be green

lint: .venv/dev.stamp  ## style, complexity, documentation of every public name
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp  ## mypy, strict, tests too
	$(PY) -m mypy

imports: .venv/dev.stamp  ## who may import whom
	$(BIN)/lint-imports

unit: .venv/dev.stamp  ## the everyday suite, in random order, with branch coverage
	$(PY) -m pytest -n 2 -q -m "not slow" --cov --cov-report=term

nights: .venv/dev.stamp browser  ## whole nights, processes, kills, pictures of mails, the wheel; without the cost of measuring coverage
	$(PY) -m pytest -n 2 -q -m slow --dist worksteal

browser: .venv/dev.stamp  ## install Chromium and the fonts that draw mails, where that may be done
	@$(PY) -m tests.browser.install

example: .venv/dev.stamp  ## keep the site of the sample world as docs/example, as it is made now
	$(PY) -m tests.e2e.example

validate:  ## check each page of a site with Nu and html-validate, which need Node.js and Java: make validate SITE=path
	npx --yes --package vnu-jar@26.9.27 -- vnu --skip-non-html --errors-only "$(SITE)"
	npx --yes --package html-validate@10.17.0 -- html-validate --preset recommended "$(SITE)/**/*.html"

quick: .venv/dev.stamp  ## the everyday suite without measuring coverage
	$(PY) -m pytest -n 2 -m "not slow" -q

quality: .venv/dev.stamp  ## measure on larger sets: make quality DATA=path
	$(PY) -m tests.quality.measure "$(DATA)"

bench: .venv-bench/made.stamp  ## measure fetching against others, in minutes; benchmarks/results keeps the figures
	.venv-bench/bin/python -m benchmarks.fetch $(BENCH)

learn: .venv-bench/made.stamp  ## learn anew what filler is, and how restrictions are worded and told, from tests/quality/data
	.venv-bench/bin/python -m benchmarks.learn
	.venv-bench/bin/python -m benchmarks.learn_wording
	.venv-bench/bin/python -m benchmarks.learn_short

parsing: .venv/run.stamp  ## measure parsing against trafilatura: make parsing DATA=path
	$(PY) -m benchmarks.parse "$(DATA)" $(BENCH)

reading: .venv-bench/made.stamp  ## measure reading against TF-IDF, in one run
	.venv-bench/bin/python -m benchmarks.read $(BENCH)

format: .venv/dev.stamp  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/dev.stamp  ## choose versions anew and write their hashes
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) --group build -c requirements/run.txt -o requirements/build.txt
	$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) benchmarks/requirements.in -c requirements/run.txt -o benchmarks/requirements.txt

wheel: .venv/dev.stamp  ## build dist/*.whl
	$(PY) -m build --no-isolation --wheel

clean:  ## remove what was made, but no data
	rm -rf .venv .venv-bench dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*

.venv/made.stamp:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Offlimits needs Python 3.11 or newer; name one with make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run.stamp: .venv/made.stamp pyproject.toml requirements/build.txt requirements/run.txt
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

.venv-bench/made.stamp: pyproject.toml requirements/build.txt requirements/run.txt benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
