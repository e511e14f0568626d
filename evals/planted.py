"""Statements made from the sentences of articles by rule: one thing changed, or the same in another form.

    python -m evals.planted --sentences 1200

Every changed one must be refused (`qa.grounding`), and none that says the same. So the check is tried on
sentences as they are written and not only on those that somebody wrote for it. The sentences are drawn
from the desks in `evals/desks`; `--seed` draws others. Prints each kind with how many there were and how
many went wrong, and what went wrong. What a rule makes is a whole change of sense or none: "over" is not
made "under", which may be a preposition that changes nothing.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from index.formats import markdown
from index.text import normalise, sentence_spans
from qa.checking.notation import in_one_notation, unmarked
from qa.dates import MONTH_FORM
from qa.grounding import problems
from qa.language.nlp import SpacyParser
from qa.language.numbers import SMALL, in_words

DESKS = Path(str(files("evals").joinpath("desks")))
_SHORTEST, _LONGEST = 40, 350  # characters of a sentence
_PARSED = 2_000  # texts at once
# One for the other, as whole words, where it stands first.
_CHANGES = (
    "and:or or:and he:she she:he before:after with:without will:may may:will could:will should:must can:must "
    "all:some some:all many:all most:few only:also also:only rose:fell won:lost increase:decrease more:fewer "
    "higher:lower million:billion percent:points killed:injured arrested:charged approved:rejected "
    "bought:sold opened:closed accepted:refused said:denied denied:confirmed eastern:western "
    "largest:smallest Monday:Tuesday Sunday:Saturday June:July January:October twice:thrice half:third "
    "weekly:monthly euros:dollars hours:days years:months minister:president son:brother wife:sister "
    "two:three three:two"
)
_LOST = "nearly almost planned alleged former deputy acting suspected proposed allegedly reportedly".split()
_NUMBER = re.compile(r"(?<![\d.,:$€£-])\b(\d{1,3})\b(?![\d.,:-])")
_HELPING = re.compile(r"\b(?:is|was|were|are|has|have|had|will|can|could|would)\b(?! not\b)")
_SAID_LAST = re.compile(r", (?:[\w.'’-]+ ){1,6}said\.$")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+ [A-Z][a-z]+\b")
_QUOTED = re.compile(r'"([^"]{12,})"')
_SPELLED = re.compile(
    rf"(?<![-\w])(?!one\b)(?:{SMALL})(?= [a-z])(?! (?:thirds|halves|quarters|fifths|tenths)\b)"
)
# (what it is called, what stands there, what is written for it); nothing of it in quotations.
_FORMS = (
    ("copy", re.compile(r"$"), ""),
    ("percent", re.compile(r"(?<=\d)%| per ?cent\b"), " percent"),
    ("thousands", re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    ("not", re.compile(r"(?<=[a-z])(?<!can)(?<!won)n['’]t\b"), " not"),
    ("km", re.compile(r"(?<=\d) kilometres\b"), " km"),
    (
        "month first",
        re.compile(rf"(?<!to )(?<!and )(?<!- )\b(\d{{1,2}}) ({MONTH_FORM})\b(?! (?:to|and|\d))"),
        r"\2 \1",
    ),
    ("million", re.compile(r"(?<=[$€£])(\d[\d.]*) million\b"), r"\1m"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement made from a sentence, by what, and whether it still says what the sentence says."""

    kind: str
    sentence: str
    statement: str
    is_same: bool


def article_sentences(folder: Path, count: int, seed: int) -> list[str]:
    """`count` sentences drawn from the Markdown articles below `folder`, or all if there are fewer."""
    drawn = [s for path in sorted(folder.glob("**/articles/*.md")) for s in _sentences_of(path)]
    random.Random(seed).shuffle(drawn)
    return drawn[:count]


def _sentences_of(path: Path) -> Iterator[str]:
    text = normalise(markdown.read(path.read_bytes()).text).text
    for span in sentence_spans(text):
        sentence = span.of(text).strip()
        if _SHORTEST < len(sentence) < _LONGEST and sentence.endswith((".", '"')):
            yield sentence


def pairs_of(sentence: str) -> Iterator[Pair]:
    """Every statement that the rules make of it."""
    for kind, statement in (*_changed(sentence), *_without(sentence)):
        yield Pair(kind, sentence, statement, is_same=False)
    if '"' in sentence:
        return
    for kind, form, written in _FORMS:
        statement = form.sub(written, sentence)
        if statement != sentence or kind == "copy":
            yield Pair(kind, sentence, statement, is_same=True)
    statement = _SPELLED.sub(lambda m: f"{in_words(m[0]):f}", sentence)
    if statement != sentence:
        yield Pair("digits", sentence, statement, is_same=True)


def _changed(sentence: str) -> Iterator[tuple[str, str]]:
    for one, other in (change.split(":") for change in _CHANGES.split()):
        statement = re.sub(rf"\b{one}\b", other, sentence, count=1)
        if statement != sentence:
            yield f"{one} > {other}", statement
    if number := _NUMBER.search(sentence):
        yield "number", _put(sentence, number, str(int(number[0]) + 3))
    names = list(dict.fromkeys(_NAME.findall(sentence)))
    if len(names) > 1 and not _are_listed(sentence, *names[:2]):
        one, other = names[:2]
        yield "names", sentence.replace(one, "\0").replace(other, one).replace("\0", other)
    if (quoted := _QUOTED.search(sentence)) and len(words := quoted[1].split()) > 4:
        middle = len(words) // 2
        yield "quotation", sentence.replace(quoted[1], " ".join([*words[:middle], "really", *words[middle:]]))


def _without(sentence: str) -> Iterator[tuple[str, str]]:
    if " not " in sentence:
        yield "no not", sentence.replace(" not ", " ", 1)
    elif helping := _HELPING.search(sentence):
        yield "not", _put(sentence, helping, f"{helping[0]} not")
    if (said := _SAID_LAST.search(sentence)) and '"' not in sentence:
        yield "no said", f"{sentence[: said.start()]}."
    for word in _LOST:
        if found := re.search(rf"\b{word} ", sentence):
            yield f"no {word}", _put(sentence, found, "")


def _put(sentence: str, where: re.Match[str], written: str) -> str:
    return sentence[: where.start()] + written + sentence[where.end() :]


def _are_listed(sentence: str, one: str, other: str) -> bool:
    """True of names that are told of together: it does not matter which comes first."""
    between = sentence[sentence.index(one) + len(one) : sentence.index(other)]
    return re.fullmatch(r",? (?:and|or|from|to) |, (?:[A-Z][\w ]+, )*(?:and )?", between) is not None


def parse_at_once(texts: Sequence[str], parser: SpacyParser) -> None:
    """Parse `texts` as the check will ask for them, a pair at a time: the parser keeps what it parsed."""
    alike = list(dict.fromkeys(in_one_notation(unmarked(normalise(text).text)) for text in texts))
    for at in range(0, len(alike), _PARSED):
        parser.parse(alike[at : at + _PARSED], deep=True)


def judged(pairs: Sequence[Pair], parser: SpacyParser) -> list[tuple[Pair, list[str]]]:
    """Each pair with what the check has against it."""
    parse_at_once([text for pair in pairs for text in (pair.statement, pair.sentence)], parser)
    return [(p, problems(p.statement, [p.sentence], context="", parser=parser)) for p in pairs]


def main() -> None:
    """The command: prints the counts and what went wrong."""
    command = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    command.add_argument("--sentences", type=int, default=300, metavar="N")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--articles", type=Path, default=DESKS, metavar="FOLDER")
    given = command.parse_args()
    pairs = [p for s in article_sentences(given.articles, given.sentences, given.seed) for p in pairs_of(s)]
    parser = SpacyParser()
    wrong = [(pair, why) for pair, why in judged(pairs, parser) if pair.is_same == bool(why)]
    parser.close()
    for is_same in (False, True):
        every = Counter(pair.kind for pair in pairs if pair.is_same is is_same)
        passed = Counter(pair.kind for pair, _ in wrong if pair.is_same is is_same)
        name = "the same, refused" if is_same else "changed, passed"
        sys.stdout.write(f"{name}: {passed.total()} of {every.total()}\n")
        sys.stdout.writelines(f"  {kind}: {passed[kind]} of {every[kind]}\n" for kind in sorted(every))
    for pair, why in wrong:
        sys.stdout.write(f"\n{pair.kind}: {pair.sentence}\n  {pair.statement}\n  {'; '.join(why)}\n")


if __name__ == "__main__":
    main()
