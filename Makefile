# Each target is one step for people and for CI alike. A bare Debian or Ubuntu machine needs only
# Python 3.11 or newer, git and make: .ci/setup.sh gets the rest, once.

PYTHON ?= python3
BIN := .venv/bin
BOOK_READY := .venv/.potluck-book
TEST_READY := .venv/.potluck-test
UV := .cache/uv/bin/uv
SETUP := PYTHON=$(PYTHON) .ci/setup.sh

.DEFAULT_GOAL := help
.NOTPARALLEL: # the targets share one environment and one build/
.PHONY: help book check serve test faults fuzz lint format types bench prove-corpus figures pictures audit sbom setup hooks lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: $(BOOK_READY) ## build site, PDF, EPUB and manifest into build/
	@$(BIN)/potluck build

check: $(BOOK_READY) ## check chapters, licences and credits
	@$(BIN)/potluck check

serve: $(BOOK_READY) ## show the site at http://127.0.0.1:8000, with live reload
	@$(BIN)/potluck serve

test: lint types ## all that must pass before a change lands
	$(BIN)/pytest -n 2

faults: $(TEST_READY) ## kill builds, fill disks, cut the power, damage caches (add ONLY=killed for one)
	@PYTHONPATH=scripts:tests $(BIN)/python -m faults $(if $(ONLY),"$(ONLY)")

fuzz: $(TEST_READY) ## look for texts that break the checks (add EXAMPLES=100000 for more)
	@POTLUCK_FUZZ=$(or $(EXAMPLES),2000) $(BIN)/pytest -q -n 2 tests/fuzz

lint: $(TEST_READY) ## style of the code, licence of every file
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/reuse lint --lines

format: $(TEST_READY) ## lay out the code and mend what can be mended
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

types: $(TEST_READY) ## types of the code
	$(BIN)/mypy --strict

bench: $(TEST_READY) ## measure speed and memory beside other programs (add ONLY=press for one)
	@$(SETUP) bench
	@$(BIN)/python -m bench $(if $(QUICK),--quick) $(if $(ALONE),--alone) $(if $(CORPUS),--corpus "$(CORPUS)") $(ONLY)

prove-corpus: $(TEST_READY) ## let every validator judge a book from outside (CORPUS=DIR)
	@PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONPATH=tests:. $(BIN)/python tests/prove_corpus.py $(CORPUS)

figures: $(TEST_READY) ## draw the charts of content/ again
	@$(BIN)/python -m potluck.charts content

pictures: $(TEST_READY) ## photograph the built editions for the README and the handbook
	@$(BIN)/potluck build
	@PYTHONPATH=tests $(BIN)/python tests/portraits.py
	@PYTHONPATH=tests $(BIN)/python tests/contact_sheet.py

audit: $(TEST_READY) $(UV) ## look up known holes in the locked packages, at pypi.org
	@$(UV) export --quiet --frozen --all-extras --all-groups --no-emit-project --output-file .cache/locked.txt
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement .cache/locked.txt $(AUDIT)

sbom: $(BOOK_READY) ## write the bill of materials into dist/
	@$(BIN)/python -m potluck.supply dist/potluck.cdx.json

setup: $(TEST_READY) ## get all that building and testing need

hooks: $(TEST_READY) ## check each commit before it is made
	@$(BIN)/pre-commit install

lock: $(UV) ## choose versions again for uv.lock (add UPGRADE=--upgrade for newer ones)
	@UV_PYTHON_DOWNLOADS=never $(UV) lock --python $(PYTHON) $(UPGRADE)

clean: ## remove what was built and cached; sources and the environment stay
	@find build -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	@rm -rf dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find bench scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BOOK_READY): $(BIN)/python pyproject.toml uv.lock .ci/setup.sh .ci/uv.txt
	@$(SETUP) book

$(TEST_READY): $(BIN)/python pyproject.toml uv.lock .ci/setup.sh .ci/uv.txt tests/npm/package-lock.json
	@$(SETUP) test

$(UV): .ci/setup.sh .ci/uv.txt
	@$(SETUP) uv
	@touch $@

# Where the Python behind the environment is gone, the environment is made again.
$(BIN)/python: ;
