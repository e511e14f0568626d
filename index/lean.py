"""Leaves out what a library imports for uses that are not ours, where that makes a cold start much slower.

Measured on two cores, compiled: `import spacy` .73 s with its command line, .46 s without; `import chromadb`
.78 s with httpx's command line and the gRPC exporter of OpenTelemetry, .64 s without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import NoReturn


def leave_out(module: str, *names: str) -> None:
    """Put a stand-in for `module` in its place, unless it is there already: `names` are functions in it
    that raise ImportError when they are called. For what is imported and never used."""
    if module in sys.modules:
        return
    stand_in = ModuleType(module)
    stand_in.__path__ = []
    for name in names:
        setattr(stand_in, name, _missing(f"{module}.{name}"))
    sys.modules[module] = stand_in


def _missing(name: str) -> Callable[..., NoReturn]:
    def call(*_: object, **__: object) -> NoReturn:
        raise ImportError(f"{name} is left out here, see index/lean.py")

    return call
