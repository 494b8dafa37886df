# make demo | test | run | bench | build: each installs what it needs on a bare Debian 12 with Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# fonts and Qt's system libraries for the demo's PDF; the rest of the packages only for the tests
APT_RUN := libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libxkbcommon0 libx11-6 libdbus-1-3 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxkbcommon-x11-0 \
	fonts-noto-cjk fonts-wqy-zenhei fonts-arphic-gbsn00lp fonts-arphic-gkai00mp
APT_TEST := libcups2 libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils fonts-crosextra-carlito

.PHONY: demo test run bench build screenshots clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed $(VENV)/.system-run
	$(BIN)/gongkai-desk demo demo-output --force

run: $(VENV)/.installed $(VENV)/.system-run
	@[ -e demo-output ] || $(MAKE) demo
	$(BIN)/gongkai-desk demo-output/*.gkd

test: $(VENV)/.dev $(VENV)/.system-run $(VENV)/.system-test
	$(BIN)/ruff check gongkai_desk tests
	$(BIN)/mypy
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest

bench: $(VENV)/.dev $(VENV)/.system-run $(VENV)/.system-test
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -o addopts='-q --import-mode=importlib' --benchmark-only tests/benchmarks

build: $(VENV)/.build $(VENV)/.system-run
	$(BIN)/pyinstaller -y --log-level WARN build.spec
	QT_QPA_PLATFORM=offscreen dist/gongkai-desk/gongkai-desk --selftest 2> build/selftest.err; status=$$?; cat build/selftest.err >&2; [ $$status = 0 ] && [ ! -s build/selftest.err ]

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends python3-venv; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	$(BIN)/python -m compileall -q gongkai_desk  # also where Python is told to keep no bytecode: each start would compile anew
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	$(BIN)/python -m compileall -q gongkai_desk
	touch $@ $(VENV)/.installed

$(VENV)/.build: pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[build]'
	touch $@

$(VENV)/.system-run: Makefile | $(VENV)/.created
	@missing=$$(dpkg-query -W -f '' $(APT_RUN) 2>&1 | sed -n 's/.* //p'); \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT_RUN) >/dev/null; fi
	touch $@

$(VENV)/.system-test: Makefile | $(VENV)/.created
	@missing=$$(dpkg-query -W -f '' $(APT_TEST) 2>&1 | sed -n 's/.* //p'); \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT_TEST) >/dev/null; fi
	touch $@

clean:
	rm -rf $(VENV) build dist demo-output
