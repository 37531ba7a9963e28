PYTHON ?= python3
BIN = .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test bench fuzz parsers

demo: .venv/installed ## install and check the examples
	$(BIN)/nianbao check --fail-on never examples

test: .venv/ready ## everything that CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p nianbao
	$(BIN)/mypy tests benchmarks
	tests/install.sh
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

bench: .venv/ready ## speed beside other linters, growth, the server, accuracy; written to benchmarks/*.md
	$(BIN)/python -m benchmarks

fuzz: .venv/ready ## MINUTES of fuzzing for each target; written to tests/fuzz/LOG.md
	$(BIN)/python -m pip install -q -e ".[fuzz]"
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),10)

parsers: .venv/ready ## save what Lark makes of the grammars, after a change of one of them or of Lark
	$(BIN)/python -m tests.grammar.save_parsers

.venv/installed: pyproject.toml
	$(PYTHON) -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10) and 'Python 3.10 or newer is needed; say which with make PYTHON=python3.12')"
	$(PYTHON) -m venv --clear .venv && $(BIN)/python -m pip install -q -e . && touch $@

.venv/ready: .venv/installed
	$(BIN)/python -m pip install -q -e ".[dev]" && touch $@
