"""Runs a suite: the benchmark is read, its articles are added once, each case is scored, the figures follow.

With a file to resume from, items are written as they are made, and the library stays beside it: what was
stopped goes on where it was, and a second run embeds nothing again. An item counts only for the case, the
articles, the settings and the program it was made with.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import evals
import index
import qa
from evals.provenance import sha256_of_files
from evals.suites.answers import ASKED_AT_RISK
from evals.suites.cases import Case, Document, Item, Loaded, Suite, SuiteError, filters_of
from evals.suites.figures import SuiteResult, sum_up
from index.models import Article, ArticleInfo, Filters
from qa.models import Answer, Brief

Progress = Callable[[int, int], None]
_NAMES = "names.json"
_NOTHING = Filters(until="0001-01-01")  # no article is so old


class AnsweringService(Protocol):
    """What a suite needs of the program: `qa.service.Service` is one."""

    def add(self, inputs: Sequence[str], /) -> object: ...

    def articles(self) -> list[ArticleInfo]: ...

    def article(self, article_id: str, version: int | None = None, /) -> Article: ...

    def ask(self, question: str, filters: Filters, history: Sequence[str] = (), /) -> Answer: ...

    def brief(self, article_ids: Sequence[str], topic: str | None, /) -> Brief: ...

    def close(self) -> None: ...


OpenService = Callable[[Path], AnsweringService]


def run(
    name: str,
    suite: Suite,
    path: Path,
    open_service: OpenService,
    *,
    limit: int | None = None,
    seed: int = 0,
    risk: float,
    progress: Progress | None = None,
    resume: Path | None = None,
) -> SuiteResult:
    """See `evals.suites.run_suite`."""
    if limit is not None and limit < 1:
        raise ValueError(f"no suite of {limit} cases")
    loaded = _load(name, suite, path)
    cases = _draw(loaded.cases, limit, seed)
    documents = _needed(loaded, cases)
    corpus = _sha256([asdict(d) for d in documents])
    done = _read_items(resume)
    program = _program()
    items: list[Item] = []
    keys: list[str] = []
    with ExitStack() as stack:
        desk = stack.enter_context(_desk(name, suite, documents, corpus, open_service, risk, resume))
        log = stack.enter_context(resume.open("a", encoding="utf-8")) if resume else None
        for case in cases:
            key = _sha256([name, asdict(case), corpus, desk.settings, risk, program])
            item = done.get(key)
            if item is None:
                item = suite.score(case, desk)
                if log:
                    log.write(json.dumps({"key": key, "item": item}, ensure_ascii=False) + "\n")
                    log.flush()
            items.append(item)
            keys.append(key)
            if progress:
                progress(len(items), len(cases))
    if resume:
        _put_last(resume, keys)
    return sum_up(name, corpus, items, suite.figures, suite.notes, seed)


# -- the library -------------------------------------------------------------------------------------------


class _Desk:
    """The service, with articles called by the names of their files."""

    def __init__(self, service: AnsweringService | None, ids: Mapping[str, str], risk: float) -> None:
        self._service, self._ids, self.risk = service, ids, risk
        self.settings = _settings_of(service)

    @property
    def service(self) -> AnsweringService:
        if self._service is None:
            raise RuntimeError("this suite has no library")
        return self._service

    def ask(self, question: str, names: Sequence[str] = (), history: Sequence[str] = ()) -> Answer:
        ids = [i for i in map(self.id_of, names) if i]
        # No filter at all would let every article through.
        filters = _NOTHING if names and not ids else filters_of(ids)
        answer = self.service.ask(question, filters, history)
        if answer.status == "abstained" and answer.confidence > 1 - ASKED_AT_RISK:
            raise ValueError(f"open the service of a suite at risk {ASKED_AT_RISK}")
        return answer

    def brief(self, names: Sequence[str], topic: str | None = None) -> Brief:
        ids = [i for i in map(self.id_of, names) if i]
        if not ids:  # a brief of no article named would be one of all
            raise SuiteError(f"of {', '.join(names[:3])} no article could be made")
        return self.service.brief(ids, topic)

    def article(self, article_id: str) -> Article:
        return self.service.article(article_id)

    def id_of(self, name: str) -> str | None:
        return self._ids.get(name)


@contextmanager
def _desk(
    name: str,
    suite: Suite,
    documents: Sequence[Document],
    corpus: str,
    open_service: OpenService,
    risk: float,
    resume: Path | None,
) -> Iterator[_Desk]:
    """An open service over a library of exactly these articles, made now or found beside `resume`."""
    if not suite.needs_library:
        yield _Desk(None, {}, risk)
        return
    with ExitStack() as stack:
        if resume:
            # A library that an earlier program cut and embedded is not this one's.
            made_by = sha256_of_files(_sources(index))
            folder = resume.parent / f"{name}-{_sha256([corpus, made_by])[:16]}"
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"groundwire-{name}-")))
        service = stack.enter_context(closing(open_service(folder / "home")))
        yield _Desk(service, _ids_of(service, documents, folder), risk)


def _ids_of(service: AnsweringService, documents: Sequence[Document], folder: Path) -> dict[str, str]:
    """Article ids by file name; the articles are added unless they were, to the end, before."""
    names = folder / _NAMES
    if names.is_file():
        known: dict[str, str] = json.loads(names.read_text("utf-8"))
        return known
    inputs = folder / "inputs"  # at a place that stays: the same file must become the same article
    inputs.mkdir(exist_ok=True)
    for document in documents:
        (inputs / document.name).write_text(document.content, "utf-8", newline="")
    service.add([str(inputs)])
    stored = [service.article(info.article_id) for info in service.articles()]
    by_name = {Path(a.origin).name: a.article_id for a in stored}
    by_text = {a.text.strip(): a.article_id for a in stored}
    ids = {}
    for document in documents:
        # The same text twice is one article, under the name of either.
        text = document.content.partition("\n---\n")[2].strip()
        if found := by_name.get(document.name) or by_text.get(text):
            ids[document.name] = found
    names.write_text(json.dumps(ids), "utf-8")
    shutil.rmtree(inputs)
    return ids


def _settings_of(service: AnsweringService | None) -> dict[str, object]:
    # A stand-in has no settings; those of `qa.service.Service` are a pydantic model.
    settings = getattr(service, "settings", None)
    stated: dict[str, object] = settings.model_dump(mode="json") if settings is not None else {}
    return {key: value for key, value in stated.items() if key != "home"}


# -- which cases, and which of them are done ----------------------------------------------------------------


def _load(name: str, suite: Suite, path: Path) -> Loaded:
    try:
        if not path.exists():
            raise SuiteError(f"there is no {path}")
        loaded = suite.load(path)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as e:
        # A value of another kind than the benchmark's: a field that is missing names its line itself.
        reason = " ".join(f"{type(e).__name__}: {e}".split())
        raise SuiteError(f"{path} is not {name} data ({reason})", hint=f"expected is {suite.expects}") from e
    except OSError as e:
        raise SuiteError(f"{path} cannot be read ({e.strerror})", hint=f"expected is {suite.expects}") from e
    except SuiteError as e:
        raise SuiteError(f"{name}: {e}", hint=f"expected is {suite.expects}") from e
    if not loaded.cases:
        raise SuiteError(f"{path} holds no case of {name}", hint=f"expected is {suite.expects}")
    return loaded


def _draw(cases: Sequence[Case], limit: int | None, seed: int) -> list[Case]:
    """`limit` cases by lot, in the order of the benchmark: cases on one article stand together, and what
    was read for one of them is at hand for the next."""
    if limit is None or limit >= len(cases):
        return list(cases)
    return [cases[i] for i in sorted(random.Random(seed).sample(range(len(cases)), limit))]


def _needed(loaded: Loaded, cases: Sequence[Case]) -> list[Document]:
    """All articles if some case may use all, else those that the cases name."""
    if any(not case.documents for case in cases):
        return list(loaded.documents)
    named = {name for case in cases for name in case.documents}
    return [d for d in loaded.documents if d.name in named]


def _read_items(resume: Path | None) -> dict[str, Item]:
    if resume is None:
        return {}
    resume.parent.mkdir(parents=True, exist_ok=True)
    text = resume.read_text("utf-8") if resume.is_file() else ""
    if text and not text.endswith("\n"):
        with resume.open("a", encoding="utf-8") as log:
            log.write("\n")
    return {key: json.loads(line)["item"] for key, line in _lines_by_key(text).items()}


def _lines_by_key(text: str) -> dict[str, str]:
    lines: dict[str, str] = {}
    for line in text.split("\n"):
        try:
            lines[json.loads(line)["key"]] = line
        except ValueError:
            continue  # the line that was being written when it was stopped
    return lines


def _put_last(resume: Path, keys: Sequence[str]) -> None:
    """Move the items of this run to the end of the file: a comparison reads as many as the report counts."""
    lines = _lines_by_key(resume.read_text("utf-8"))
    ours = [lines.pop(key) for key in keys]
    part = resume.with_name(f"{resume.name}.part")
    part.write_text("".join(f"{line}\n" for line in [*lines.values(), *ours]), "utf-8")
    part.replace(resume)


def _program() -> str:
    """One hash over the code and data of the program: another program answers anew."""
    return sha256_of_files([*_sources(index), *_sources(qa), *_sources(evals)])


def _sources(package: object) -> list[Path]:
    folder = Path(str(getattr(package, "__file__", ""))).parent
    return [p for p in folder.rglob("*") if p.suffix in {".py", ".json", ".sql"} and p.is_file()]


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
