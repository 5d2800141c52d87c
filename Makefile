# GutCheck by make. `make run` and `make test` set up everything they need; a second run only checks that it is there.
# Needs python3 (3.11 or newer) with pip, and make.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA := $(or $(GUTCHECK_DATA),data)
STAMPS := $(DATA)/stamps
MANAGE := $(BIN)/python manage.py
SOURCES := accounts desk diary gutcheck nutrients tests manage.py
TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)
# The tests keep to a folder of their own and never touch a diary.
TEST_ENV := GUTCHECK_DATA=$(abspath $(VENV))/test-data
say = @printf '\033[1m==>\033[0m %s\n' "$(1)"

.PHONY: run setup test check lock messages database browser help

help:
	@echo "make run    set up and start GutCheck on http://localhost:$(PORT)/"
	@echo "make test   the whole test suite, on SQLite and on PostgreSQL"
	@echo "make check  formatting, lint, types, import rules, templates, migrations, deployment settings"
	@echo "make setup  set up for running and testing, and stop"
	@echo "make lock   write both requirements files anew"
	@echo "make messages  bring the Spanish catalogue up to date with the texts of the code"

# The worker ends with the server, its parent, however that ends.
run: $(VENV)/run.stamp database $(STAMPS)/static
	@$(MANAGE) make_demo
	$(call say,GutCheck answers on http://localhost:$(PORT)/ and stops with Ctrl-C.)
	@$(MANAGE) work --beside $$$$ & exec $(BIN)/gunicorn -c python:gutcheck.gunicorn gutcheck.wsgi -b 127.0.0.1:$(PORT) --log-level warning

setup: $(VENV)/run.stamp $(VENV)/dev.stamp browser database $(STAMPS)/static

# --- packages ---------------------------------------------------------------------------------------------------
# uv where there is one, else pip: the environment's own, or the system's where venv comes without pip (Debian).
define install
	@if command -v uv >/dev/null; then uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
	elif $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); \
	else $(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "GutCheck needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Name another one: make run PYTHON=python3.12")'
	$(call say,Making the Python environment in $(VENV))
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(call say,Installing the packages GutCheck runs on (about a minute))
	$(call install,requirements.txt)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(call say,Installing the packages the checks and tests need (about a minute))
	$(call install,requirements-dev.txt)
	@touch $@

lock: $(VENV)/dev.stamp
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-dev.in -o requirements-dev.txt

# --- languages ----------------------------------------------------------------------------------------------------
# New texts come into locale/es/LC_MESSAGES/django.po blank; write their Spanish there and run it again.
messages: $(VENV)/dev.stamp
	@$(TEST_ENV) $(BIN)/python -m tests.catalogue

# --- database and static files ------------------------------------------------------------------------------------
# A new install loads the tables. Where there are some, upgrade_tables takes over what is new in fixtures/ and leaves what
# editors changed.
database: $(VENV)/run.stamp
	@mkdir -p -m 700 $(DATA) && mkdir -p $(STAMPS)
	@[ -n "$$DATABASE_URL" ] || [ -s $(DATA)/gutcheck.sqlite3 ] || rm -f $(STAMPS)/tables
	@$(MANAGE) migrate --check >/dev/null 2>&1 || { printf '\033[1m==>\033[0m Preparing the database\n'; $(MANAGE) migrate --verbosity 0; }
	@now="$$({ cat fixtures/*.csv; echo "$$DATABASE_URL"; } | cksum)"; \
	if [ "$$now" != "$$(cat $(STAMPS)/tables 2>/dev/null)" ]; then \
	  printf '\033[1m==>\033[0m Loading the food and rule tables\n'; \
	  $(MANAGE) load_tables --if-empty --verbosity 0 && $(MANAGE) upgrade_tables && printf '%s' "$$now" > $(STAMPS)/tables; fi

$(STAMPS)/static: $(VENV)/run.stamp gutcheck/finders.py $(shell find static */static -type f 2>/dev/null)
	@mkdir -p $(STAMPS)
	$(call say,Collecting style sheets and fonts and scripts)
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

# --- tests --------------------------------------------------------------------------------------------------------
# With CI set a missing browser is a failure (tests/journeys/conftest.py); elsewhere the journeys are skipped.
browser:
	@if ! command -v "$${CHROMIUM:-chromium}" >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  printf '\033[1m==>\033[0m Installing the chromium browser for the journeys\n'; \
	  { apt-get -qq update && apt-get -qq install -y chromium >/dev/null; } || echo "No chromium: the journeys will be skipped."; fi

test: $(VENV)/dev.stamp browser
	$(call say,Tests on SQLite with the browser journeys)
	@$(TEST_ENV) $(BIN)/python -m pytest -n 2
	$(call say,Tests on PostgreSQL)
	@$(TEST_ENV) $(BIN)/python tests/with_postgres.py -n 2 --ignore=tests/journeys

# --- checks -------------------------------------------------------------------------------------------------------
DEPLOYED := GUTCHECK_ALLOWED_HOSTS=diary.example.org GUTCHECK_HTTPS=1

check: $(VENV)/dev.stamp
	$(call say,Formatting and lint)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	$(call say,Types)
	@$(TEST_ENV) $(BIN)/mypy --strict -p nutrients.assessment $(if $(wildcard diary/sentence/*.py),-p diary.sentence)
	@$(TEST_ENV) $(BIN)/mypy accounts desk diary gutcheck nutrients
	$(call say,Import rules)
	@$(BIN)/lint-imports --no-cache --no-logo
	$(call say,Migrations and deployment settings)
	@$(TEST_ENV) $(MANAGE) makemigrations --check --dry-run --verbosity 1
	@$(TEST_ENV) $(DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING
