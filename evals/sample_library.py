"""Opens a service on a library of the sample articles: made once, kept in the user's cache folder, copied.

Embedding the articles takes longer than copying the library they make. The kept one is known by the articles'
bytes, the embedder and the code that reads and cuts them, so that a change of any makes another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import platformdirs

from evals.provenance import code_sha256, sha256_of_files
from evals.service import AnsweringService

_N_KEPT = 3
Opener = Callable[[Path], AnsweringService]


def cache_dir() -> Path:
    """Where libraries are kept between runs; can be deleted at any time."""
    return platformdirs.user_cache_path("groundwire", appauthor=False) / "eval"


@contextmanager
def sample_library(
    open_service: Opener, article_paths: Sequence[Path], embedder: str, kept_in: Path | None
) -> Iterator[AnsweringService]:
    """A service over a library of exactly these articles, in a home of its own that is gone afterwards.

    With `kept_in`, the library is taken from there or left there for the next run.
    """
    with tempfile.TemporaryDirectory(prefix="groundwire-eval-") as folder:
        home = Path(folder, "home")
        if kept_in is None:
            with closing(open_service(home)) as service:
                service.add([str(path) for path in article_paths])
                yield service
            return
        kept = kept_in / _key(article_paths, embedder)
        if not kept.is_dir():
            with closing(open_service(home)) as service:
                service.add([str(path) for path in article_paths])
            _keep(home, kept)
        else:
            shutil.copytree(kept, home)
            kept.touch()
        with closing(open_service(home)) as service:
            yield service


def _key(article_paths: Sequence[Path], embedder: str) -> str:
    code = code_sha256(("index",))
    return hashlib.sha256(f"{sha256_of_files(article_paths)} {embedder} {code}".encode()).hexdigest()[:32]


def _keep(home: Path, kept: Path) -> None:
    """Copy `home` to `kept` in one step, and drop those that were used longest ago."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(dir=kept.parent, prefix="half-"))
    shutil.copytree(home, half, dirs_exist_ok=True)
    try:
        os.rename(half, kept)
    except OSError:  # another run was faster
        shutil.rmtree(half, ignore_errors=True)
    whole = [p for p in kept.parent.iterdir() if p.is_dir() and not p.name.startswith("half-")]
    for old in sorted(whole, key=lambda p: p.stat().st_mtime)[:-_N_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
