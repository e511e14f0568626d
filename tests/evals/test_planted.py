"""Statements made by rule from sentences of articles: what is changed is refused, and what is not passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals import planted
from evals.planted import article_sentences, judged, pairs_of
from qa.language.nlp import SpacyParser

STRIKE = (
    "The union said on Monday that 40 percent of Ann Bell's drivers had not met Carl Dorn, and will strike."
)


@pytest.fixture(scope="module")
def parser() -> Iterator[SpacyParser]:
    parser = SpacyParser()
    yield parser
    parser.close()


def made(sentence: str) -> dict[str, str]:
    return {pair.kind: pair.statement for pair in pairs_of(sentence)}


def test_each_rule_changes_one_thing() -> None:
    statements = made(STRIKE)
    assert statements["number"] == STRIKE.replace("40", "43")
    assert statements["no not"] == STRIKE.replace("not ", "")
    assert statements["will > may"] == STRIKE.replace("will", "may")
    assert statements["names"] == STRIKE.replace("Ann Bell", "X").replace("Carl Dorn", "Ann Bell").replace(
        "X", "Carl Dorn"
    )
    assert statements["copy"] == STRIKE


def test_nothing_is_made_of_what_is_not_there() -> None:
    assert made("It rained in the town of Orrin.") == {"copy": "It rained in the town of Orrin."}


def test_names_that_are_told_together_are_not_swapped() -> None:
    assert "names" not in made("On Monday the two judges Ann Bell and Carl Dorn left the town of Orrin.")


def test_words_in_quotation_marks_are_left_as_they_are() -> None:
    assert not any(
        pair.is_same for pair in pairs_of('He said: "We need 5,000 more of them by 3 May at least."')
    )


def test_every_changed_one_is_refused_and_hardly_any_of_the_others(parser: SpacyParser) -> None:
    pairs = [pair for s in article_sentences(planted.DESKS, 200, seed=1) for pair in pairs_of(s)]
    found = judged(pairs, parser)
    assert [pair for pair, why in found if not pair.is_same and not why] == []
    changed = sum(not pair.is_same for pair in pairs)
    same = len(pairs) - changed
    assert changed >= 400
    assert same >= 200
    assert sum(pair.is_same and bool(why) for pair, why in found) <= 0.02 * same


def test_the_command_names_what_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(f"---\ntitle: Strike\n---\n\n{STRIKE}\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["planted", "--articles", str(tmp_path)])
    monkeypatch.setattr(
        planted, "problems", lambda statement, *_, **__: ["no"] if "may" not in statement else []
    )
    planted.main()
    told = capsys.readouterr().out
    assert "changed, passed: 1 of " in told
    assert "will > may: 1 of 1" in told
    assert "the same, refused: 1 of 1" in told
    assert STRIKE.replace("will", "may") in told
