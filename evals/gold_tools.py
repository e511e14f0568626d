"""The gold set's desk: drafts wait beside the gold file, and count only after a person has looked at them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from evals.brief_gold import load_brief_gold
from evals.gold_drafts import Draft, from_ratings, gold_item
from evals.gold_set import GoldItem, GoldSetError, checked_lines, numbered_lines, parse_line, require_quote
from index import formats

__all__ = ["add_drafts", "check", "drafts_path", "from_ratings", "load_drafts", "review", "texts_of"]

Ask = Callable[[str], str]
"""Shows a text and gives back one line of what the person types, without its line end."""


def drafts_path(gold_path: Path) -> Path:
    """Where the drafts for a gold file stand: `drafts.jsonl` beside it."""
    return gold_path.with_name("drafts.jsonl")


def texts_of(articles_dir: Path) -> dict[str, str]:
    """The text of each article in a folder by its file name, as a library would store it."""
    files = sorted(path for path in articles_dir.iterdir() if path.is_file())
    return {path.name: formats.parse(path.read_bytes(), path.suffix).text for path in files}


def load_drafts(path: Path) -> list[Draft]:
    """The drafts of a file; none if it is not there.

    Raises:
        GoldSetError: naming the line that does not fit.
    """
    if not path.is_file():
        return []
    return [parse_line(Draft, line, f"{path}, line {n}") for n, line in numbered_lines(path)]


def add_drafts(path: Path, drafts: Sequence[Draft]) -> int:
    """Keep those of `drafts` that are not there yet, whatever became of them; how many were new."""
    kept = load_drafts(path)
    known = {draft.id for draft in kept}
    new = list({d.id: d for d in drafts if d.id not in known}.values())
    _write(path, [*kept, *new])
    return len(new)


def check(gold_path: Path, texts: Mapping[str, str]) -> tuple[list[GoldItem], list[str]]:
    """(the questions that fit, what is wrong with the other lines, the line named).

    Raises:
        GoldSetError: if the file cannot be read.
    """
    found = list(checked_lines(gold_path, texts))
    return [i for i in found if isinstance(i, GoldItem)], [
        str(e) for e in found if isinstance(e, GoldSetError)
    ]


def check_briefs(path: Path, texts: Mapping[str, str]) -> list[str]:
    """What is wrong with the file of expected briefs; empty if it is right or not there."""
    try:
        load_brief_gold(path, texts) if path.is_file() else []
    except GoldSetError as e:
        return [str(e)]
    return []


def review(gold_path: Path, texts: Mapping[str, str], ask: Ask) -> tuple[int, int]:
    """Show each draft with its evidence and do what the person says; (accepted, rejected).

    `a` accepts it, `e` asks for the answers first (separated by |, none for unanswerable), `r` rejects it,
    `s` leaves it for later, and `q` or the end of the input stops. What was decided is written at once.

    Raises:
        GoldSetError: if the drafts or the gold set cannot be read.
    """
    path = drafts_path(gold_path)
    drafts = load_drafts(path)
    decided = {"accepted": 0, "rejected": 0}
    for at, draft in enumerate(drafts):
        if draft.status != "draft":
            continue
        outcome = _decide(draft, gold_path, texts, ask)
        if outcome is None:
            break
        if outcome.status != "draft":
            decided[outcome.status] += 1
            drafts[at] = outcome
            _write(path, drafts)
    return decided["accepted"], decided["rejected"]


def _decide(draft: Draft, gold_path: Path, texts: Mapping[str, str], ask: Ask) -> Draft | None:
    """The draft with the person's decision; None to stop. Asks again until it understands."""
    shown = _shown(draft)
    answers: Sequence[str] = draft.answers
    while True:
        said = ask(f"{shown}\n[a]ccept, [e]dit answer, [r]eject, [s]kip, [q]uit: ").strip().lower()
        if said in {"", "q"}:
            return None
        if said == "s":
            return draft
        if said == "r":
            return draft.model_copy(update={"status": "rejected"})
        if said == "e":
            line = ask("answers, separated by |; an empty line if the articles do not say: ")
            answers = [part.strip() for part in line.split("|") if part.strip()]
        if said in {"a", "e"}:
            wrong = _append(draft, answers, gold_path, texts)
            if not wrong:
                return draft.model_copy(update={"status": "accepted", "answers": tuple(answers)})
            shown = f"It cannot be taken as it is: {wrong}"
        else:
            shown = f"{said!r} is none of a, e, r, s, q."


def _append(draft: Draft, answers: Sequence[str], gold_path: Path, texts: Mapping[str, str]) -> str | None:
    """Add the draft to the gold file; if it does not fit, say why and add nothing."""
    lines = gold_path.read_text("utf-8") if gold_path.is_file() else ""
    numbers = [int(n) for n in re.findall(r'"id": ?"gw-(\d+)"', lines)]
    try:
        for evidence in draft.evidence:
            require_quote(evidence.article, evidence.quote, texts, draft.id)
        item = gold_item(draft, max(numbers, default=0) + 1, answers)
    except (GoldSetError, ValueError) as e:
        return " ".join(str(e).split())[:200]
    exclude = set() if item.history else {"history"}
    separator = "" if not lines or lines.endswith("\n") else "\n"
    with gold_path.open("a", encoding="utf-8", newline="\n") as out:
        out.write(f"{separator}{item.model_dump_json(exclude=exclude)}\n")
    return None


def _shown(draft: Draft) -> str:
    lines = ["", *(f"before:   {turn}" for turn in draft.history), f"question: {draft.question}"]
    lines += [f"as of:    {draft.as_of}"] if draft.as_of else []
    lines += [f"answers:  {' | '.join(draft.answers) or 'none: unanswerable'}"]
    lines += [f"evidence: {e.quote}\n          ({e.article})" for e in draft.evidence]
    lines += [f"from:     {draft.source}{f', {draft.note}' if draft.note else ''}"]
    return "\n".join(lines)


def _write(path: Path, drafts: Sequence[Draft]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{d.model_dump_json()}\n" for d in drafts), "utf-8", newline="\n")
