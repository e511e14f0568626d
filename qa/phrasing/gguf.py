"""Serves a GGUF file on this machine, in this process, with llama.cpp (the `xllamacpp` package)."""

from __future__ import annotations

import atexit
import os
from functools import cache
from pathlib import Path

from qa.errors import SettingsError


@cache
def serve_gguf(path: str) -> str:
    """Start a server for the file, once a process, and return its base URL.

    Raises:
        SettingsError: if the file is not there or llama.cpp is not installed.
    """
    if not Path(path).is_file():
        raise SettingsError(f"there is no file {path}", hint="give --llm gguf:FILE the path of a GGUF file")
    try:
        import xllamacpp
    except ImportError as e:
        raise SettingsError("gguf models need llama.cpp", hint="run `pip install groundwire[gguf]`") from e
    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = 8192
    parameters.cpuparams.n_threads = os.cpu_count() or 2
    server = xllamacpp.Server(parameters)
    atexit.register(lambda: server)  # keeps it alive as long as the program
    return f"{server.listening_address}/v1"
