"""The kept library and the journal: made once, never taken for another."""

from __future__ import annotations

from pathlib import Path

from evals.gold_set import GoldItem
from evals.journal import KEY_NAME, Journal
from evals.report import ItemResult
from evals.sample_library import sample_library
from tests.evals.making import item as result_of_number
from tests.evals.test_run import FakeService, perfect


class Remembering(FakeService):
    """Keeps what was added as files in its home, as a library does."""

    n_added = 0

    def __init__(self, home: Path) -> None:
        super().__init__(home, perfect)
        home.mkdir(parents=True, exist_ok=True)
        super().add([str(p) for p in home.iterdir()])

    def add(self, inputs: object) -> None:
        Remembering.n_added += 1
        paths = [str(p) for p in inputs]  # type: ignore[attr-defined]
        for path in paths:
            (self.home / Path(path).name).write_bytes(Path(path).read_bytes())
        super().add(paths)


def article_in(folder: Path, text: str) -> list[Path]:
    path = folder / "a.md"
    path.write_text(text, "utf-8")
    return [path]


def test_a_library_is_made_once_for_the_same_articles_and_embedder(tmp_path: Path) -> None:
    Remembering.n_added = 0
    kept, paths = tmp_path / "kept", article_in(tmp_path, "One.")
    for embedder, n_added in (("m", 1), ("m", 1), ("another", 2)):
        with sample_library(Remembering, paths, embedder, kept) as service:
            assert [a.article_id for a in service.articles()] == ["a"]
        assert Remembering.n_added == n_added
    with sample_library(Remembering, article_in(tmp_path, "Two."), "m", kept) as service:
        assert service.article("a").text == "Two."
    assert Remembering.n_added == 3
    assert len(list(kept.iterdir())) == 3


def test_only_the_last_few_libraries_are_kept(tmp_path: Path) -> None:
    for n in range(6):
        with sample_library(Remembering, article_in(tmp_path, f"Text {n}."), "m", tmp_path / "kept"):
            pass
    assert len(list((tmp_path / "kept").iterdir())) == 3


def test_a_home_is_gone_afterwards_and_the_kept_library_is_not_written_to(tmp_path: Path) -> None:
    for _ in range(2):
        with sample_library(Remembering, article_in(tmp_path, "One."), "m", tmp_path / "kept") as service:
            home: Path = service.home  # type: ignore[attr-defined]
            (home / "later.md").write_text("Later.")
        assert not home.exists()
    assert not list((tmp_path / "kept").rglob("later.md"))


def gold_item(number: int, question: str = "Is it so?") -> GoldItem:
    return GoldItem(
        id=f"q{number}", question=question, answerable=False, answers=(), evidence=(), tags=("easy",)
    )


def never(_: GoldItem) -> ItemResult:
    raise AssertionError("asked again")


def test_a_kept_item_is_not_asked_again_unless_its_line_or_a_setting_changed(tmp_path: Path) -> None:
    first = Journal(tmp_path, ["corpus", "model"]).result_of(gold_item(1), lambda _: result_of_number(1))
    again = Journal(tmp_path, ["corpus", "model"])
    assert again.result_of(gold_item(1), never) == first
    other = again.result_of(gold_item(1, "Is it not?"), lambda _: result_of_number(2))
    assert other.id == "q2"
    anew = Journal(tmp_path, ["corpus", "another"])
    assert anew.result_of(gold_item(1), lambda _: result_of_number(3)).id == "q3"


def test_half_a_line_is_dropped_and_not_continued(tmp_path: Path) -> None:
    Journal(tmp_path, ["k"]).result_of(gold_item(1), lambda _: result_of_number(1))
    path = tmp_path / "items.jsonl"
    whole = path.read_text("utf-8")
    path.write_text(whole + whole[:40], "utf-8")
    journal = Journal(tmp_path, ["k"])
    journal.result_of(gold_item(1), never)
    journal.result_of(gold_item(2), lambda _: result_of_number(2))
    assert len(Journal(tmp_path, ["k"])._kept) == 2


def test_a_run_that_is_whole_leaves_no_key(tmp_path: Path) -> None:
    journal = Journal(tmp_path, ["k"])
    journal.result_of(gold_item(1), lambda _: result_of_number(1))
    journal.finish()
    assert not (tmp_path / KEY_NAME).exists()
    assert Journal(tmp_path, ["k"]).result_of(gold_item(1), lambda _: result_of_number(9)).id == "q9"
