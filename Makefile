# Everything starts here: `make demo` on a fresh machine with git, make and Python 3.11, 3.12 or 3.13.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup models demo test check bench lock clean

BIN := .venv/bin
SETUP := PYTHONDONTWRITEBYTECODE=1 python3 -m cockpit.setup.install

help:  ## what can be made here
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 16

setup:  ## .venv with everything installed, and the default models
	@$(SETUP)

models: setup  ## the models there are, and which are installed
	@$(BIN)/cockpit models list

demo: setup  ## the window with a simulated car; without a display a scripted drive into out/demo
	@if $(BIN)/python -m ui.display; then $(BIN)/cockpit; else $(BIN)/cockpit drive demo --out out/demo; fi

test:  ## all tests, after the set-up of what they need; two processes, each a file at a time
	@$(SETUP) --tests
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check:  ## lint, format, types, import rules, QML
	@$(SETUP) --no-models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pyside6-qmllint --max-warnings 0 ui/qml/*.qml
	@for file in ui/qml/*.qml; do $(BIN)/pyside6-qmlformat $$file | diff -q - $$file >/dev/null \
	  || { echo "$$file: not formatted, run: $(BIN)/pyside6-qmlformat -i $$file"; exit 1; }; done

bench: setup  ## the design's figures, measured here
	@$(BIN)/cockpit bench --json

lock: setup  ## bring the locks up to date with pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(BIN)/python -m venv out/uv && out/uv/bin/python -m pip install --quiet uv
	@out/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header $(UPGRADE) \
	  pyproject.toml --group dev --output-file cockpit/setup/lock.txt
	@out/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header $(UPGRADE) --constraint cockpit/setup/lock.txt cockpit/setup/build.in \
	  --output-file cockpit/setup/build.txt

clean:  ## away with .venv and what was made; models stay
	rm -rf .venv .venv-homeassistant out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
