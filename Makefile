# Two commands do everything: `make demo` and `make test`. Python 3.11 and the package registry are all they need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# torch is installed first and alone: asked for beside others, an unpinned torch brings gigabytes of CUDA.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test check bench clean

demo: $(VENV)/.installed ## index the shipped knowledge base, ask across languages, show the evidence
	@$(BIN)/polycite demo

test: $(VENV)/.installed-test ## the whole suite
	$(BIN)/python -m pytest

check: $(VENV)/.installed-test ## what CI checks besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing (a few minutes the first time) ..."
	$(PIP) torch==2.13.0
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) --editable ".[test]"
	@touch $@

clean: ## remove what the commands above made
	rm -rf $(VENV) build dist *.egg-info demo.polycite
