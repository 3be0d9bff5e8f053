# `make` alone explains itself: the comments after ## are its help.
PYTHON ?= python3
T ?=
PIP = .venv/bin/pip --disable-pip-version-check --quiet
LOCK = .locks/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

export PORT REJOINDER_HOME

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench scale-out faults soak lock sbom image-test fuzz setup-js

help: ## What can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  PORT=8090             another port than 8080, for make run"
	@echo "  REJOINDER_HOME=DIR    another folder than var/ for the comments and settings"
	@echo "  T=tests/service       only these tests, for make test"
	@echo "  BENCH=--quick         what python -m benchmarks.speed --help offers, for make bench"
	@echo "  CORPORA=folder        measure the spam filter too, for make bench"
	@echo "  FAULTS='--only ROW'   what python -m benchmarks.faults --help offers, for make faults"
	@echo "  PYTHON=python3.12     another Python than python3, at least 3.11, for the first set-up"

setup: .venv/setup-dev ## Install everything that developing needs into .venv

setup-js: ## Install the JavaScript library that our webhooks are tested with (needs npm)
	npm ci --prefix tests/javascript --no-audit --no-fund

run: .venv/setup-run ## Start Rejoinder on this machine and say where to look
	@exec .venv/bin/rejoinder up

test: setup ## Run the tests; T=path runs some of them
	.venv/bin/pytest $(if $(T),$(T),-n 3 --dist worksteal)

lint: setup ## Check style, types, the direction of imports and the house rules
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(if $(wildcard .venv/bin/hadolint),.venv/bin/hadolint --failure-threshold style Dockerfile,@echo "No hadolint for this machine; the Dockerfile is not looked over.")
	.venv/bin/pytest -q tests/test_house.py

format: setup ## Put the code into its form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: setup .venv/setup-bench ## Measure the speed beside others, and write docs/benchmarks.md
	.venv/bin/python -m benchmarks.speed $(BENCH)
	$(if $(CORPORA),.venv/bin/python -m benchmarks.filter "$(CORPORA)")

scale-out: setup ## Measure several hosts, which are network namespaces here (root, Debian's haproxy and postgresql)
	.venv/bin/python -m benchmarks.scale_out $(SCENARIOS)

fuzz: setup .venv/setup-fuzz ## Feed all that reads foreign bytes with wild ones; T=names of targets, SECONDS=20 for each
	.venv/bin/python -m fuzz --seconds $(or $(SECONDS),20) $(T)

faults: setup ## Kill and break everything under a thousand comments each, and write docs/faults.md; goes on where it was
	.venv/bin/python -m benchmarks.faults $(FAULTS)

soak: setup ## Half an hour at 50 comments a second with a random kill every 20 s; SOAK="--minutes 5" is shorter
	.venv/bin/python -m benchmarks.faults.soak $(SOAK)

lock: ## Choose the versions of all dependencies anew
	$(PYTHON) -m venv .locks
	.locks/bin/pip --disable-pip-version-check --quiet install uv
	$(LOCK) --upgrade pyproject.toml -o requirements.lock
	$(LOCK) --upgrade pyproject.toml --extra otel -c requirements.lock -o requirements-otel.lock
	$(LOCK) --upgrade pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --upgrade --group bench -c requirements-dev.lock -o requirements-bench.lock
	$(LOCK) --upgrade --group fuzz -c requirements-dev.lock -o requirements-fuzz.lock
	$(LOCK) --upgrade --group build -c requirements-dev.lock -o requirements-build.lock
	rm -rf .locks

sbom: .venv/setup-run ## Write the bill of materials, with hashes and licences, to sbom.cdx.json (CycloneDX)
	@.venv/bin/python .ci/make_sbom.py requirements.lock > sbom.cdx.json
	@echo "sbom.cdx.json names all that requirements.lock does."

image-test: ## Build the container image with buildah and try it (root, Debian; takes minutes)
	.ci/image-test

# Two stamps, so that running does not wait for the test tools. Both install this folder itself in place, without
# letting pip look for anything that is not in a lock: that is why the build tools have a small lock of their own, and
# why nothing is resolved again (older pips find newer versions for what is asked for with extras, and stop there).
.venv/setup-run: requirements.lock requirements-build.lock pyproject.toml | .venv/bin/python
	$(PIP) install --no-deps --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/setup-dev: requirements-dev.lock .venv/setup-run
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

.venv/setup-bench: requirements-bench.lock .venv/setup-dev
	$(PIP) install --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

.venv/setup-fuzz: requirements-fuzz.lock .venv/setup-dev
	$(PIP) install --no-deps --require-hashes -r requirements-fuzz.lock
	@touch $@

.venv/bin/python:
	@PYTHON="$(PYTHON)" sh .ci/make-venv .venv
