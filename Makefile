# One command to run it, one to test it. `make help` lists the rest.
#
# PORT, HOST and PYTHON can be given: make run PORT=9000

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
STAMPS := .venv/stamps

# A stamp is named for what it was made from: a changed lock is another stamp, so it installs again.
RUNTIME := $(STAMPS)/runtime-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
TOOLS := $(STAMPS)/tools-$(shell cat requirements-dev.lock pyproject.toml | cksum | cut -d' ' -f1)
CLUSTER := $(STAMPS)/cluster-$(shell cat requirements-spark.lock | cksum | cut -d' ' -f1)
STYLES := $(STAMPS)/styles
STYLE_SOURCES := package-lock.json sendap/web/static_files.py \
	$(shell find sendap/web/styles sendap/web/static -type f -not -path '*/built/*' 2>/dev/null)

# uv doesn't read pip's settings; a machine that has set its own package index keeps it.
UV := UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true)}}" \
	SSL_CERT_FILE="$${SSL_CERT_FILE:-$${PIP_CERT:-}}" UV_NO_PROGRESS=1 $(BIN)/uv

.DEFAULT_GOAL := help
.PHONY: help run demo serve test test-database test-cluster check bench docs pictures clean

help: ## list what make can do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-15s %s\n", $$1, $$2 }'

run: $(RUNTIME) $(STYLES) ## install what is needed, build the demonstration area and serve it
	@echo "[4/5] Building the demonstration area Northmere ..."
	@$(BIN)/sendap demo
	@echo "[5/5] Starting the server; stop it with Ctrl-C ..."
	@exec $(BIN)/sendap serve --host $(HOST) --port $(PORT)

demo: $(RUNTIME) ## build the demonstration area only
	@$(BIN)/sendap demo

serve: $(RUNTIME) $(STYLES) ## serve what is in the database
	@exec $(BIN)/sendap serve --host $(HOST) --port $(PORT)

test: $(TOOLS) $(STYLES) ## run every test, on SQLite
	@mkdir -p var/test
	$(BIN)/pytest -n 2 --dist loadfile --junitxml=var/test/sqlite.xml $(TESTS)

test-database: $(TOOLS) $(STYLES) ## run the tests that depend on the database, on SENDAP_DATABASE_URL
	@mkdir -p var/test
	$(BIN)/pytest -m database -n 2 --dist loadfile --junitxml=var/test/database.xml $(TESTS)

test-cluster: $(CLUSTER) ## run the tests that need Apache Spark (and Java 17)
	@mkdir -p var/test
	$(BIN)/pytest -m cluster --junitxml=var/test/cluster.xml tests/engines/indicators

check: $(TOOLS) ## lint, formatting, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(TOOLS) $(STYLES) ## run the benchmarks at small sizes (bench/README.md has the large ones)
	@bench/all.sh

docs: $(TOOLS) ## write the generated reference pages again
	$(BIN)/python docs/reference.py

pictures: $(TOOLS) $(STYLES) ## take the README's pictures of the demonstration again (needs Chromium)
	$(BIN)/python docs/pictures.py

clean: ## remove what was built and installed; the database in var/ stays
	rm -rf .venv node_modules sendap/web/static/built var/static

$(BIN)/uv:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo "Python 3.11 is needed; say where it is: make run PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "[1/5] Making a Python environment in .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUNTIME): | $(BIN)/uv
	@echo "[2/5] Installing the packages in requirements.lock ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@mkdir -p $(STAMPS) && touch $@

$(TOOLS): $(RUNTIME)
	@echo "Installing the test tools in requirements-dev.lock ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

$(CLUSTER): $(TOOLS)
	@echo "Installing Apache Spark from requirements-spark.lock ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-spark.lock
	@touch $@

$(STYLES): $(STYLE_SOURCES) | $(RUNTIME)
	@echo "[3/5] Building the styles ..."
	@$(BIN)/python manage.py build_styles
	@touch $@
