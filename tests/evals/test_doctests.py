"""The worked examples in the docstrings of the metrics are what the code gives."""

from __future__ import annotations

import doctest
import inspect
import pkgutil
from importlib import import_module

import pytest

from evals import metrics

MODULES = [import_module(f"evals.metrics.{m.name}") for m in pkgutil.iter_modules(metrics.__path__)]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_example_holds(module: object) -> None:
    failed, attempted = doctest.testmod(module)  # type: ignore[arg-type]
    assert attempted
    assert not failed


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_metric_states_its_source_and_its_bounds(module: object) -> None:
    helpers = {"is_verbatim", "overlap", "sentences_at", "squad_normalise", "match"}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("_") or function.__module__ != getattr(module, "__name__", ""):
            continue
        doc = function.__doc__ or ""
        assert ">>>" in doc, name
        assert name in helpers or ("Source:" in doc and "Bounds:" in doc), name
