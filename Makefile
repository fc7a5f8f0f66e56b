# The two commands that matter are `make demo` and `make test`; `make` alone lists the rest.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
# Many processes are started: each would compile a thousand modules anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup demo demo-reset test test-shared bench-tally bench-import bench-roll bench-mails bench-pages lint format lock vendor

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make .venv with the pinned packages; starts nothing
	@sh bootstrap.sh

demo: setup  ## the whole site with a living demo organisation; Ctrl-C stops it (PORT=8001 picks a port)
	@exec $(PYTHON) -m config.supervisor demo

demo-reset: setup  ## stop the demo and delete its data
	@exec $(PYTHON) -m config.supervisor reset

test: setup  ## every check and every test, on private servers
	@exec $(PYTHON) -m tests

test-shared: setup  ## tests over the files in ../shared/data, where that folder exists
	@exec $(PYTHON) -m tests shared

bench-tally: setup  ## how fast contests are counted, beside other counters (SIZES="10000 100000" picks sizes)
	@exec $(PYTHON) -m bench.tally $(SIZES)

bench-import: setup  ## how fast a file goes onto the ledger and off again (ROWS=50000 MEMBERS=50000)
	@exec $(PYTHON) -m bench.imports $(ROWS) $(MEMBERS)

bench-roll: setup  ## how fast a roll is frozen, beside a bare INSERT (MEMBERS=1000000)
	@exec $(PYTHON) -m bench.rolls $(MEMBERS)

bench-mails: setup  ## how fast a round's mail is queued and handed over, killed in the middle (MEMBERS=100000)
	@exec $(PYTHON) -m bench.mails $(MEMBERS)

bench-pages: setup  ## how fast public pages are answered, beside a bare view, and their weight (SECONDS=1.5)
	@exec $(PYTHON) -m bench.pages $(SECONDS)

lint: setup  ## the checks without the tests
	@exec $(PYTHON) -m tests lint

format: setup  ## put imports and lines in order
	@$(PYTHON) -m ruff check --quiet --fix . && $(PYTHON) -m ruff format --quiet .

lock: setup  ## write requirements.lock anew after a change in requirements*.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" requirements-dev.txt -o requirements.lock

vendor:  ## make static/vendor anew from its packages (needs npm)
	@sh static/vendor/refresh.sh
