# Two commands do everything: `make demo` and `make test`. Python 3.11 and the package registry are all they need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# torch is installed first and alone: asked for beside others, an unpinned torch brings gigabytes of CUDA.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
BENCH := .venv-bench
BENCH_PIP := $(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints-bench.txt
# Questions a language that `make bench` asks.
LIMIT ?= 5
# Test files that `make test` runs at once; each process takes some 2 GB.
JOBS ?= 2

.PHONY: demo serve test check bench clean

demo: $(VENV)/.installed ## index the shipped knowledge base, ask across languages, show the evidence
	@$(BIN)/polycite demo

# Files side by side, each with one thread: more threads than cores only get in one another's way. They keep the order
# that tests/conftest.py gives them, the longest first.
test: $(VENV)/.installed-test ## the whole suite
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder

check: $(VENV)/.installed-test ## what CI checks besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The peers have an environment of their own: nobody who uses or tests polycite needs what they bring.
bench: $(BENCH)/.installed ## the same questions through polycite, Haystack, txtai, LlamaIndex and BM25, side by side
	@$(BENCH)/bin/python -m polycite.eval.benchmarks.peers --limit $(LIMIT)

serve: $(VENV)/.installed-serve ## index the shipped knowledge base and open the service and its page on this machine
	@$(BIN)/polycite index --store demo.polycite data/knowledge_base
	@$(BIN)/polycite serve --store demo.polycite

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing (a few minutes the first time) ..."
	$(PIP) torch==2.13.0
	$(PIP) --editable .
	@touch $@

$(VENV)/.installed-serve: $(VENV)/.installed
	$(PIP) --editable ".[serve]"
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) --editable ".[test]"
	@touch $@

$(BENCH)/.installed: pyproject.toml constraints-bench.txt
	@echo "Installing the peers into $(BENCH) (some minutes the first time) ..."
	$(PYTHON) -m venv $(BENCH)
	@echo '*' > $(BENCH)/.gitignore
	$(BENCH_PIP) torch==2.13.0
	$(BENCH_PIP) --editable ".[bench]"
	@touch $@

clean: ## remove what the commands above made
	rm -rf $(VENV) $(BENCH) build dist *.egg-info demo.polycite
