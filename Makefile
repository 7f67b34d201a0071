# What can be done with this review. Everything sets itself up; `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NBVAL := --nbval --nbval-cell-timeout=300 -p no:cacheprovider

.DEFAULT_GOAL := help
.PHONY: help setup review test notebooks figures lab bench accuracy clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: $(STAMP) ## make .venv and install the pinned packages (again only when the lock has changed)

$(STAMP): requirements.lock
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python '>=3.11' $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Touchstone needs Python 3.11 or newer; name one with: make setup PYTHON=python3.12" >&2; exit 2; }; \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(STAMP)

review: setup ## compute everything into data/processed and say what was found
	@$(BIN)/touchstone build --report

test: setup ## run every test, and the notebooks against their stored results
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/python -m pytest
	@$(BIN)/python -m pytest $(NBVAL) notebooks

notebooks: setup ## run the committed notebooks again and store their results in place
	@$(BIN)/touchstone notebooks

figures: setup ## draw every figure again from the tables
	@$(BIN)/touchstone figures

lab: setup ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks/00_start_here.ipynb

bench: setup ## measure speed and accuracy, side by side with peers
	@$(BIN)/python benchmarks/run.py

accuracy: setup ## measure how good the tags are, and store the error and the calibration
	@$(BIN)/python benchmarks/accuracy.py

clean: ## remove what was computed (data/processed) and the environment
	@find data/processed -mindepth 1 ! -name .gitkeep -delete
	@rm -rf $(VENV)
