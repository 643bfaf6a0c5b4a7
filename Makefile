# Every target does its own set-up. `make help` prints what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
.PHONY: help setup demo demo-reset test test-long lint format messages bench proof lock sbom

help: ## this table
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## everything in place, nothing started: afterwards .venv/bin/janua and .venv/bin/python work
	@tools/setup

demo: setup ## portal, workbench, API, workers and foreign systems, with a story to look at; Ctrl-C stops all
	@tools/room 1000 . demo && exec $(PYTHON) -m demo up

demo-reset: setup ## the demo from the beginning
	@$(PYTHON) -m demo reset

test: setup ## the tests of every day (at most 12 minutes on 2 cores)
	@tools/test

test-long: setup ## large property tests, faults, a real PostgreSQL server (at most 28 minutes)
	@tools/test-long

lint: setup ## ruff, mypy strict, the contracts of the tree, the law of every country
	@tools/lint

format: setup ## lay the code out as ruff does
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .

messages: setup ## gather the words of the pages and bring the catalogues of every language up to date
	@$(PYTHON) tools/catalogues.py update

bench: setup ## every benchmark at a small size, against its bar
	@$(PYTHON) -m bench

proof: setup ## millions of rows and hundreds of kills, by hand; recorded with its commit
	@tools/test-long proof

sbom: setup ## the list of parts of a release: build/janua.cdx.json (CycloneDX, with hashes)
	@mkdir -p build && $(PYTHON) tools/sbom.py build/janua.cdx.json && echo build/janua.cdx.json

lock: setup ## choose the versions anew: requirements.lock and tools/bootstrap.txt
	@tools/lock
