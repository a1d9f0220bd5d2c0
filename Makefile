# Two commands do all the set-up on a fresh machine: `make report` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEFAULT := $(VENV)/.installed-default
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: report test lint lock lowest install-check notebooks reference docs dist audit sbom clean

report: $(DEFAULT)
	$(BIN)/compare-news run seeds/asian-nato -o reports/asian-nato
	@echo "The report: $(CURDIR)/reports/asian-nato/report.html"

test: $(STAMP) lint
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Exactly the locked versions, each checked by hash; then the project itself, without an index.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "compare-news needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

# What `pip install .` brings, for `make report`.
$(DEFAULT): requirements-default.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-default.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

# All extras and the tools of development, for the rest.
$(STAMP): requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

notebooks: $(STAMP)
	$(BIN)/jupyter execute --inplace notebooks/*.ipynb

reference: $(STAMP)
	$(BIN)/python docs/reference.py

docs: $(STAMP)
	$(BIN)/python docs/build.py site

# A wheel and an sdist that PyPI takes. A release is a tag: HEAD's tag, if it has one, is the version.
dist: $(STAMP)
	rm -rf dist
	@version=$$($(BIN)/hatchling version); tag=$$(git tag --points-at HEAD --list 'v*'); \
	  test -z "$$tag" -o "$$tag" = "v$$version" || { echo "HEAD is $$tag, compare/version.py says $$version"; exit 1; }
	$(BIN)/hatchling build
	$(BIN)/twine check --strict dist/*

# Hashed requirements, since pip alone (no further tool) then installs them on a fresh machine.
lock:
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --upgrade --quiet -o requirements.lock

	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --constraint requirements.lock \
	  --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet -o requirements-default.lock

	uv pip compile pyproject.toml --all-extras --group test --universal --python-version 3.11 \
	  --resolution lowest-direct --generate-hashes --no-header --no-emit-index-url --quiet -o requirements-lowest.lock

# The fast tests on the oldest versions that pyproject.toml allows (`make lock` locks those too).
LOWEST := $(VENV)-lowest
lowest:
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-lowest.lock
	PYTHONPATH=. $(LOWEST)/bin/python -m pytest -m "not browser and not measured" $(foreach slow,\
	  browser test_docs.py test_notebooks.py test_linear.py test_inputs.py test_faults.py test_outlets.py \
	  test_batch.py test_stories.py test_framing.py,--ignore tests/$(slow))

# What `pip install` gives without the locks, with two versions of pip (asks pypi.org; some minutes).
install-check:
	PYTHON=$(PYTHON) .ci/install

# What is locked, held against known vulnerabilities (asks pypi.org), and listed as CycloneDX.
SUPPLY := $(VENV)-supply
$(SUPPLY):
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9' 'cyclonedx-bom>=7'
audit: $(SUPPLY)
	$(SUPPLY)/bin/pip-audit --disable-pip --no-deps -r requirements.lock
sbom: $(SUPPLY)
	mkdir -p dist
	$(SUPPLY)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml -o dist/sbom.json

clean:
	rm -rf $(VENV) $(LOWEST) $(SUPPLY) build dist site
