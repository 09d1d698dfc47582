# One folder, .venv, holds everything that is installed; each stamp in it says which lock file it answers.
PYTHON ?= python3
SERVE ?= 1
DOSSIER ?= examples/insa
UPGRADE ?=
ONLY ?=
SEED ?= 1
SCALE ?= 1
SYNTHETIC ?= build/imt-synthetic

VENV := .venv
# What an ordinary install holds, for the commands that are timed: the peers stay in $(VENV).
PLAIN := build/bench-jalon
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet --quiet
COMPILE := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--strip-extras --no-annotate --no-header --no-config --no-emit-options \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: audit bench bench-web check clean demo demo-imt docs help lock soundness test

help: ## list these commands
	@echo "make COMMAND, where COMMAND is one of:"
	@awk -F ' *## ' '/^[a-z-]+:.*## / { sub(/:.*/, "", $$1); printf "  %-8s %s\n", $$1, $$2 }' Makefile
	@echo "PYTHON=python3.12 chooses the interpreter, SERVE=0 stops the demo before it serves."

demo: $(VENV)/web.stamp ## see the example run: load, compute, judge, write the review, serve it
	$(BIN)/jalon run "$(DOSSIER)"
ifneq ($(SERVE),0)
	$(BIN)/jalon serve "$(DOSSIER)" --demo
endif

# One file of the synthetic world is refused on purpose, which `jalon run` tells by its exit code: the comparison
# with the true answers, at the end, is what decides.
demo-imt: $(VENV)/runtime.stamp ## see the IMT dossier run on synthetic data, every figure checked against the truth
	$(BIN)/jalon synthesize examples/imt --seed $(SEED) --scale $(SCALE) --out "$(SYNTHETIC)"
	$(BIN)/jalon run "$(SYNTHETIC)" || test $$? -eq 1
	$(BIN)/jalon synthesize --check "$(SYNTHETIC)"

# By file: what the tests of a file share (a site, a distributed engine) is then made once.
test: $(VENV)/dev.stamp ## run the whole test suite
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.stamp ## look for faults without running: style, types, layers, stale documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/docs.py --check

audit: $(VENV)/dev.stamp ## look the pinned packages up among known vulnerabilities, where they can be looked up
	$(BIN)/python tools/audit.py

bench: $(VENV)/bench.stamp $(PLAIN)/stamp ## measure the speed against what a user would pick instead
	ONLY=$(ONLY) JALON_BENCH_PYTHON=$(PLAIN)/bin/python $(BIN)/python tests/benchmarks/run.py

bench-web: $(VENV)/dev.stamp ## measure the site: 200 people on its pages, then many files sent at once
	$(BIN)/python tests/benchmarks/web.py

soundness: $(VENV)/dev.stamp ## kill 200 loads at random moments and look at what each left (KILLS=200)
	JALON_KILLS=$(or $(KILLS),200) $(BIN)/python -m pytest -s tests/soundness/test_killed_loads.py

docs: $(VENV)/dev.stamp ## write again the documents that are made from the code
	$(BIN)/python tools/docs.py

lock: $(VENV)/dev.stamp ## pin the dependencies again after a change of lock/*.in (UPGRADE=1: newest versions)
	@for name in runtime web dev bench; do \
	  echo "lock/$$name.in -> lock/$$name.txt"; \
	  $(COMPILE) $(if $(UPGRADE),--upgrade) --output-file "lock/$$name.txt" "lock/$$name.in" || exit 1; \
	  { echo "# Made by \`make lock\` from lock/$$name.in: do not edit."; cat "lock/$$name.txt"; } \
	    > "lock/$$name.new" && mv "lock/$$name.new" "lock/$$name.txt" || exit 1; \
	done

clean: ## remove what was installed, built or cached; dossiers and their workspaces stay
	rm -rf $(VENV) build dist src/*.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(VENV)/%.stamp: lock/%.txt pyproject.toml $(VENV)/python.stamp
	@echo "Installing the packages pinned in lock/$*.txt into $(VENV) (once)"
	@$(PIP) install --require-hashes --requirement lock/$*.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(PLAIN)/stamp: lock/runtime.txt pyproject.toml $(VENV)/python.stamp
	@echo "Installing the packages pinned in lock/runtime.txt into $(PLAIN) (once)"
	@$(BIN)/python -m venv --clear $(PLAIN)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(PLAIN)/bin/python -m pip -qq install --require-hashes --requirement lock/runtime.txt
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(PLAIN)/bin/python -m pip -qq install --no-build-isolation --no-deps --editable .
	@touch $@

# A folder that works is kept, one left half made by an interruption is made again.
$(VENV)/python.stamp:
	@found=; recent='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if ! { $(BIN)/python -c "$$recent" && $(BIN)/python -m pip --version; } >/dev/null 2>&1; then \
	  for python in $(PYTHON) python3.11 python3.12 python3.13; do \
	    if "$$python" -c "$$recent" >/dev/null 2>&1; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "Jalon needs Python 3.11 or later: install it, or name it with PYTHON=/path/to/python." >&2; exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$found"; \
	  "$$found" -m venv --clear $(VENV) || { \
	    rm -rf $(VENV); \
	    echo "Python's own venv module is missing: on Debian, apt-get install python3-venv." >&2; exit 1; }; \
	fi; \
	touch $@
