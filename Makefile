# Kabar's commands. `make help` lists them. GNU make; nothing else but git and Python 3.11 or newer has to be there.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --warn-undefined-variables

# uv as found, or this version of it in .venv. It takes an interpreter that is there and downloads none.
UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv),$(CURDIR)/.venv/bin/uv)
export BENCH ?=
PROFILE ?= publication
DEPLOY ?=
export UV_PYTHON_DOWNLOADS := never
export SAM_CLI_TELEMETRY := 0

VENV := .venv/bin
SAM := .venv-sam/bin
SECURITY := .venv-security/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard functions/kabar/render/locale/*/LC_MESSAGES/*.po))
KINDS := $(basename $(notdir $(wildcard schemas/*.json)))
FIRST_PASSES := $(KINDS:%=functions/kabar/domain/first_pass/%.py)
MADE := $(CATALOGUES) $(FIRST_PASSES)
LANGUAGES := $(patsubst functions/kabar/render/locale/%/LC_MESSAGES/kabar.po,%,$(CATALOGUES:.mo=.po))

## Everyday

.PHONY: help demo test test-browser setup check security format
help: ## this list
	@awk -F ':.*## ' '/^## /{print "\n" substr($$0, 4)} /^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: setup ## the whole of Kabar on this machine, with its sample publication, until Ctrl-C
	@exec $(VENV)/kabar local

test: setup ## the whole test suite
	@$(VENV)/pytest -n auto

BROWSER := .venv/.browser tests/browser/node_modules/.package-lock.json chromium
test-browser: setup $(BROWSER) ## the pages before every checker, and in a real browser
	@KABAR_BROWSER_TOOLS=required $(VENV)/pytest -n auto -m '' tests/browser

setup: .venv/.locked .venv-ministack/.locked .venv-sam/.locked $(MADE) ## the environments that the others need

check: setup .venv-security/.locked ## every static gate
	@$(VENV)/ruff format --check
	@$(VENV)/ruff check
	@$(VENV)/mypy
	@$(VENV)/python -m kabar_cli.inline --check
	@$(SAM)/sam validate --lint --region ap-southeast-3
	@$(SAM)/cfn-lint template.yaml edge.yaml
	@$(MAKE) security

security: setup .venv-security/.locked ## the gates that look for holes: the template, its policies, the workflow, the code
	@$(SECURITY)/checkov --config-file .checkov.yaml --file template.yaml edge.yaml
	@PYTHONPATH=tests $(SECURITY)/python -W ignore -m gates.policies template.yaml
	@$(SECURITY)/zizmor --quiet --offline .github/workflows
	@$(SECURITY)/bandit --quiet --configfile pyproject.toml --recursive functions

format: setup ## what can be put in order without thinking
	@$(VENV)/ruff check --fix --exit-zero
	@$(VENV)/ruff format
	@$(MAKE) template

## Now and then

screens: setup $(BROWSER) ## a picture of each kind of page, three sizes, light and dark, into .build/screens
	@PYTHONPATH=functions:tests $(VENV)/python -m browser.screens .build/screens

.PHONY: bench profile cost measure screens soak deploy destroy template lock clean
bench: export PYTHONPATH := functions:tests
bench: setup ## the benchmarks, BENCH_JSON=PATH for JSON, BENCH="publication --compare FILE" for some, with ratios
	@$(VENV)/python -m bench $(BENCH)

profile: export PYTHONPATH := functions:tests
profile: setup ## where the time of a publication goes, PROFILE=rebuild for that of a rebuild
	@$(VENV)/python -m bench.profile $(PROFILE)

cost: export PYTHONPATH := functions:tests
cost: setup ## the calls that `kabar cost` multiplies, counted anew, and the tables of docs/cost.md
	@$(VENV)/python -m bench.counts

measure: setup $(BROWSER) ## what pages weigh, what Lighthouse says of them, into docs/reader.md
	@PYTHONPATH=functions:tests $(VENV)/python -m browser.measure

soak: export SECONDS ?= 600
soak: setup ## the simulation for so many seconds of CPU time, as in `make soak SECONDS=3600`
	@$(VENV)/pytest -n 0 -s tests/simulation/test_simulation.py

deploy: export STAGE ?= dev
deploy: setup ## this template and code to AWS, to STAGE=dev or another of samconfig.toml; DEPLOY="..." goes to `sam deploy`
	@$(VENV)/python -m kabar_cli.operator.stage find $(STAGE)
	@$(SAM)/sam build --config-env $(STAGE)
	@$(SAM)/sam deploy --config-env $(STAGE) $(DEPLOY)
	@$(VENV)/python -m kabar_cli.operator.stage protect $(STAGE)

destroy: export STAGE ?= dev
destroy: setup ## the stack of STAGE=dev or another, after a question; the inbox, its logs and the table stay
	@$(VENV)/python -m kabar_cli.operator.stage destroy $(STAGE)

template: setup ## the edge functions' code, from functions/edge, into template.yaml
	@$(VENV)/python -m kabar_cli.inline

lock: .venv/bin/python ## newest versions of everything into uv.lock
	@$(UV) lock --upgrade --python $(VENV)/python

clean: ## everything that make made
	@rm -rf .venv .venv-ministack .venv-sam .venv-security .build .aws-sam $(MADE)

# --- The environments: one for Kabar, one each for the local cloud, SAM and the security gates, which pin what others
# want newer ---

# The first Python there that is new enough.
FIND_PYTHON := for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; exit; }; \
	done; echo 'Kabar needs Python 3.11 or newer' >&2; exit 1

.venv/bin/python:
	@python=$$($(FIND_PYTHON)); echo "Making .venv with $$($$python --version)"; $$python -m venv .venv

$(CURDIR)/.venv/bin/uv: | .venv/bin/python
	@echo "Installing uv $(UV_VERSION) into .venv"
	@$(VENV)/python -m pip install --disable-pip-version-check uv==$(UV_VERSION)

.venv/.locked: uv.lock pyproject.toml | .venv/bin/python $(UV)
	@echo "Installing Kabar into .venv"
	@$(UV) sync --frozen --inexact --all-extras --python $(VENV)/python
	@touch $@

.venv-%/.locked: uv.lock | .venv/bin/python $(UV)
	@echo "Installing $* into .venv-$*"
	@UV_PROJECT_ENVIRONMENT=.venv-$* $(UV) sync --frozen --only-group $* --python $(VENV)/python
	@touch $@

# What the tests in a browser need besides. Debian's Chromium is the browser: nothing downloads another.
.venv/.browser: uv.lock .venv/.locked
	@echo "Installing Playwright into .venv"
	@$(UV) sync --frozen --inexact --all-extras --group browser --python $(VENV)/python
	@touch $@

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	@echo "Installing the checkers into tests/browser/node_modules"
	@command -v npm >/dev/null || { echo 'the checkers need Node.js 20.19 or newer, with npm' >&2; exit 1; }
	@PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 \
			--no-install-recommends chromium; \
		else echo "install the package 'chromium' of your system first" >&2; exit 1; fi

%.mo: %.po | .venv/.locked
	@$(VENV)/pybabel --quiet compile --input-file $< --output-file $@

$(FIRST_PASSES): functions/kabar/domain/first_pass/%.py: functions/kabar_cli/first_pass.py uv.lock \
		$(wildcard schemas/*.json) | .venv/.locked
	@$(VENV)/python -m kabar_cli.first_pass $* > $@

# --- What `sam build` calls for each function (BuildMethod: makefile) --------------------------------------------------
# For AWS: Python 3.13 on arm64. With KABAR_BUILD_PYTHON: for that interpreter, on this machine.

export KABAR_BUILD_PYTHON ?=
PLATFORM := --python-version 3.13 --python-platform aarch64-manylinux_2_34
TARGET := $(if $(KABAR_BUILD_PYTHON),local,aws)
DEPENDENCIES := .build/$(TARGET)
ARTIFACTS_DIR ?= .build/$(TARGET)/artifacts

# Which packages (a group of pyproject.toml) a function's modules import: tests/test_bundles.py compares.
build-PlanFunction build-PurgeFunction: $(DEPENDENCIES)/plain
build-WebhookFunction: $(DEPENDENCIES)/checking
build-AnnounceFunction build-PingFunction build-ProbeFunction: $(DEPENDENCIES)/reading
build-ReceiveFunction: $(DEPENDENCIES)/receiving
build-BuildFunction build-AuditFunction: $(DEPENDENCIES)/rendering
build-PictureFunction: $(DEPENDENCIES)/picture
build-%Function: $(DEPENDENCIES)/kabar
	@name=$$(echo $* | tr '[:upper:]' '[:lower:]'); \
	cp -R $(filter-out %/kabar,$(filter $(DEPENDENCIES)/%,$^))/. $(DEPENDENCIES)/kabar functions/$$name/app.py \
		"$(ARTIFACTS_DIR)"
	@rm -rf $(if $(filter %/picture,$^),,"$(ARTIFACTS_DIR)/kabar/imaging") \
		$(if $(filter %/checking %/receiving %/picture,$^),,"$(ARTIFACTS_DIR)/kabar/domain/first_pass")
	@$(call compile,-s "$(ARTIFACTS_DIR)" "$(ARTIFACTS_DIR)/app.py")
	@$(SETTINGS)

# SAM makes a new version of a function where its bundle is another, or what the template says of it; not where a
# parameter has another value (aws/serverless-application-model, issue 3820). So the settings leave a trace in the bundle.
SETTINGS = $(if $(KABAR_BUILD_PYTHON),,git hash-object samconfig.toml > "$(ARTIFACTS_DIR)/settings")

# Lambda can write nothing beside the code, so without bytecode each start compiles all of it again. It is made by the
# version that will run it, where that is there; the same source gives the same bytes, and its time doesn't matter.
COMPILER := $(or $(KABAR_BUILD_PYTHON),$(shell python3.13 -c 'import sys; print(sys.executable)' 2>/dev/null))
compile = $(if $(COMPILER),$(COMPILER) -m compileall -q -j 0 --invalidation-mode unchecked-hash $(1))

$(DEPENDENCIES)/kabar: $(MADE) $(shell find -L functions/kabar -not -path '*__pycache__*')
	@mkdir -p $(DEPENDENCIES); rm -rf $@; cp -RL functions/kabar $@
	@find $@ \( -name __pycache__ -o -name '*.po' \) -prune -exec rm -rf {} +
	@$(call compile,$@)
	@touch $@

# pyvips would compile a part of itself for this machine if it found libvips' headers; pyvips-binary brings that part.
# Babel knows every language there is, in 33 MB; the bundles keep those that Kabar speaks. Of Powertools they keep what
# Kabar's handlers import, of Babel not the tools for catalogues and no other scripts. jmespath comes with boto3.
NEEDLESS := babel/messages babel/locale-data/en_Dsrt* babel/locale-data/en_Shaw* \
	$(addprefix aws_lambda_powertools/,event_handler $(addprefix utilities/, \
	auth_alpha batch circuit_breaker data_classes data_masking feature_flags idempotency kafka parameters parser \
	streaming validation))
$(DEPENDENCIES)/%: uv.lock | .venv/bin/python $(UV)
	@rm -rf $@
	@export PKG_CONFIG_LIBDIR=; $(UV) export --quiet --frozen --no-emit-project --only-group $* --no-annotate \
		$(if $(filter runtime,$*),,--no-emit-package jmespath) | \
		$(UV) pip install --quiet --target $@ --no-deps --only-binary :all: --no-compile-bytecode --requirements - \
		$(if $(KABAR_BUILD_PYTHON),--python $(KABAR_BUILD_PYTHON),$(PLATFORM))
	@find $@ -path '*/babel/locale-data/*' -name '*.dat' ! -name 'root.dat' \
		$(LANGUAGES:%=! -name '%.dat' ! -name '%_*.dat') -delete
	@rm -rf $@/.lock $@/bin $@/*.dist-info/RECORD $(NEEDLESS:%=$@/%); \
		 find $@ -type d \( -name tests -o -name test \) -prune -exec rm -rf {} +
	@$(call compile,$@)
	@touch $@
