# Everything runs in a private .venv; the first target that is asked for makes it.
#   make demo    set up, load the sample articles, answer three questions, write a brief, open the chat
#   make test    set up, check and test everything
PYTHON ?= python3
BIN := .venv/bin
CHAT ?= 1

.PHONY: install demo test check eval baseline calibrate teach bench lock clean

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Groundwire needs Python 3.11 or later")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	# Uncompiled libraries double the start of every command; a file that does not compile is not ours.
	-$(BIN)/python -m compileall -q -j 0 -x '/tests?/' .venv/lib index qa evals prompts
	touch $@

demo: install
	$(BIN)/groundwire --home out/demo demo $(if $(filter 0,$(CHAT)),--no-chat)

test: install check
	$(BIN)/pytest -n 2 --dist loadfile
	$(BIN)/groundwire eval --baseline evals/gold/baseline.json

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: install
	$(BIN)/groundwire eval --report out/eval

# Renews what the gates are measured from; the diff is for review.
baseline: install
	$(BIN)/groundwire eval --baseline evals/gold/baseline.json --renew

# Fits the reader anew on data that you have: make calibrate SQUAD=dev-v2.0.json CLAPNQ=FOLDER
calibrate: install
	$(BIN)/python -m evals.calibrate --squad "$(SQUAD)" --clapnq "$(CLAPNQ)"

# Teaches the comparer and the skimmer anew, before the reader is fitted: make teach SQUAD=… CLAPNQ=…; needs PyTorch
# and three hours.
teach: install
	$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m evals.train --squad "$(SQUAD)" --clapnq "$(CLAPNQ)"
	$(BIN)/python -m evals.train_skimmer --squad "$(SQUAD)" --clapnq "$(CLAPNQ)"

bench: install
	$(BIN)/python -m evals.bench

# Renews requirements.lock from pyproject.toml. The lock says what, not where from: pip asks whom it is set up to.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev -o requirements.lock pyproject.toml

clean:
	rm -rf .venv out build dist
