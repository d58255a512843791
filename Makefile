# Binôme's own commands. `make` alone lists them.
SHELL := /bin/bash
PORT ?= 8000
SIZE ?= 100000
PYTHON := .venv/bin/python
HERE := not postgres and not redis and not browser and not thorough
FAST := $(HERE) and not pages and not slow
THERE := not redis and not browser and not pure and not chaos and not slow and (thorough or postgres or not anywhere)

# Modules are compiled once, even where the machine asks Python to keep nothing: a run starts many processes.
export PYTHONDONTWRITEBYTECODE :=
# Groups (`xdist_group`) on one worker each, in the order of conftest.py.
SPREAD := -n 2 --dist loadgroup --no-loadscope-reorder

.PHONY: help run test test-sqlite test-postgres test-fast chaos bench check format messages css demo

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/ready: requirements.txt
	test -x $(PYTHON) || python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: .venv/ready ## install, migrate, load the demo, serve on PORT with worker and clock
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py createcachetable
	@$(PYTHON) manage.py load_demo --if-empty
	@printf '\n  Binôme: http://127.0.0.1:%s/\n' '$(PORT)'
	@printf '  Demo accounts (password avancez-a-deux-2026): awa@ coordination, sam@ superuser, nadia@ pierre@ mentors,\n'
	@printf '  yanis@ inaya@ margaux@ learners, all at demo.binome.example. E-mails land in var/mail.\n\n'
	@PORT=$(PORT) .venv/bin/honcho start

demo: .venv/ready ## throw the demo's data away and load it afresh
	$(PYTHON) manage.py load_demo --reset

# Both at once: where one waits (for a browser, for Redis) the other works.
test: .venv/ready-dev ## the whole suite: SQLite, a real PostgreSQL, Redis, a real browser
	bash .ci/packages
	$(MAKE) --no-print-directory --jobs 2 test-sqlite test-postgres

test-sqlite: .venv/ready-dev
	$(PYTHON) -m pytest -q $(SPREAD) -m "not postgres and not thorough and not chaos"

test-postgres: .venv/ready-dev
	$(PYTHON) -m mentoring.tests.with_postgres --for-tests $(PYTHON) -m pytest -q $(SPREAD) -m "$(THERE)"

test-fast: .venv/ready-dev ## models, services, forms and tasks on SQLite, without pages: under a minute
	$(PYTHON) -m pytest -q -n 2 -m "$(FAST)"

chaos: .venv/ready-dev ## ten thousand reminders, two workers, ten kills; the outbox under SIGKILL; their figures
	$(PYTHON) -m mentoring.tests.with_postgres $(PYTHON) -m pytest -q -s -p no:randomly -m "chaos" applications/tests/test_many_reminders.py
	$(PYTHON) -m mentoring.tests.with_postgres $(PYTHON) -m pytest -q -s mentoring/tests/test_outbox_chaos.py

bench: .venv/ready-dev ## how long pages take among SIZE applications (100,000), on PostgreSQL
	$(PYTHON) -m mentoring.tests.with_postgres bash -ec '\
	    $(PYTHON) manage.py migrate --verbosity 0; $(PYTHON) manage.py createcachetable; \
	    $(PYTHON) manage.py load_population --if-empty --mentors $$(($(SIZE) * 36 / 100)) --mentees $$(($(SIZE) * 64 / 100)); \
	    $(PYTHON) manage.py bench_pages --for-good'

check: .venv/ready-dev ## lint, format, migrations, catalogues, deployment checks, templates and copy
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py lint_copy
	$(PYTHON) manage.py check_catalogues
	BINOME_ENV=production SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	    ALLOWED_HOSTS=binome.example SITE_URL=https://binome.example DATABASE_URL=postgres://binome@localhost/binome \
	    CELERY_BROKER_URL=redis://localhost:6379/0 EMAIL_URL=smtp://localhost DEFAULT_FROM_EMAIL=bonjour@binome.example \
	    $(PYTHON) manage.py check --deploy --fail-level WARNING

format: .venv/ready-dev ## format code and mend the typography of the copy
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	$(PYTHON) manage.py lint_copy --fix

messages: .venv/ready-dev ## gather the plural forms into locale/fr (needs gettext)
	$(PYTHON) manage.py makemessages --locale fr --no-location --no-obsolete --ignore .venv --ignore node_modules
	$(PYTHON) manage.py check_catalogues --fix

css: ## compile the stylesheet (needs Node)
	npm ci --no-audit --no-fund
	npm run css
