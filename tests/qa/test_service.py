"""The one object that the command line, the web page and the evals use: what it keeps in order."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.embedding import BundledEmbedder, HashingEmbedder, Vectors
from index.errors import UnknownArticle
from index.library import Library
from index.models import Article, Filters
from qa.asking.typed import MAX_QUESTION_CHARS
from qa.errors import SettingsError
from qa.service import Service, embedder_of
from qa.settings import Settings


class CountingEmbedder(HashingEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.n_embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.n_embedded += len(texts)
        return super().embed(texts)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> CountingEmbedder:
    embedder = CountingEmbedder()
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: embedder)
    return embedder


@pytest.fixture
def service(home: Path, article_files: dict[str, Path], counting: CountingEmbedder) -> Iterator[Service]:
    with Service(Settings(home=home)) as service:
        service.add([str(path) for path in article_files.values()])
        counting.n_embedded = 0
        yield service


def id_of(service: Service, title: str) -> str:
    return next(info.article_id for info in service.articles() if title in info.title)


def test_removing_forgets_the_article_its_passages_and_its_vectors(service: Service) -> None:
    bridge = id_of(service, "Kestrel")
    service.remove([bridge, bridge])
    with pytest.raises(UnknownArticle):
        service.article(bridge)
    assert "Kestrel" not in "".join(hit.passage.text for hit in service.search("Kestrel Bridge bolts"))
    assert len(service.search("Kestrel Bridge bolts")) == 2
    assert service.examine() == []


def test_removing_one_that_is_not_there_removes_none(service: Service) -> None:
    with pytest.raises(UnknownArticle):
        service.remove([id_of(service, "Kestrel"), "missing"])
    assert len(service.articles()) == 3


def test_rebuilding_embeds_nothing_again(service: Service, counting: CountingEmbedder) -> None:
    assert service.rebuild() == 3
    assert counting.n_embedded == 0
    assert service.examine() == []


def test_a_vanished_index_is_found_by_examining_and_mended_by_searching(
    service: Service, home: Path, counting: CountingEmbedder
) -> None:
    service.close()
    shutil.rmtree(home / "vectors")
    with Service(Settings(home=home)) as again:
        assert again.examine() == ["the vector index is not there; run `groundwire rebuild`"]
        assert "Kestrel" in again.search("Kestrel Bridge", 1)[0].passage.text
        assert counting.n_embedded == 1  # the query alone
        assert again.examine() == []


def test_examining_finds_a_text_that_is_not_the_one_stored(service: Service, home: Path) -> None:
    import sqlite3

    db = sqlite3.connect(home / "library.sqlite")
    db.execute("UPDATE versions SET text = replace(text, '212', '213') WHERE title LIKE 'Kestrel%'")
    db.commit()
    db.close()
    (finding,) = service.examine()
    assert "is not the one that was stored" in finding


def test_a_change_of_embedder_embeds_each_passage_once_more(
    service: Service, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.close()
    wider = HashingEmbedder(128)
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: wider)
    with Service(Settings(home=home)) as again:
        assert "Kestrel" in again.search("Kestrel Bridge", 1)[0].passage.text
        assert again.examine() == []


def test_rare_words_weigh_more_and_joining_words_nothing(service: Service) -> None:
    weights = service.idf(["Kestrel", "said", "the", "zeppelin", "Lindhaven"])
    assert set(weights) == {"Kestrel", "zeppelin", "Lindhaven"}
    assert weights["zeppelin"] == pytest.approx(math.log(104 / 1))
    assert weights["zeppelin"] > weights["Kestrel"]


@pytest.mark.parametrize("question", ["", " \n", "why " * MAX_QUESTION_CHARS])
def test_a_question_of_no_or_too_many_characters_is_refused(service: Service, question: str) -> None:
    with pytest.raises(SettingsError, match="1 to 2,000 characters"):
        service.ask(question)


@pytest.mark.parametrize("text", ["?", "… —", "\x01\x02", "\u200b", "🐟"])
def test_what_has_no_word_is_neither_asked_nor_searched_nor_briefed_on(service: Service, text: str) -> None:
    for work in (service.ask, service.search, lambda topic: service.brief(topic=topic)):
        with pytest.raises(SettingsError, match="there is no word in the"):
            work(text)


@pytest.mark.parametrize("query", ["212", "Where are the bolts", "мост", "橋", "the"])
def test_a_figure_and_a_word_of_any_script_can_be_searched_for(service: Service, query: str) -> None:
    assert service.search(query)


# -- which articles a brief is of ----------------------------------------------------------------------------


@pytest.fixture
def briefed(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """The articles that a brief was asked of; none is written."""
    chosen: list[Article] = []

    def make_brief(articles: Sequence[Article], **_: object) -> None:
        chosen.extend(articles)
        raise SettingsError("enough")

    monkeypatch.setattr("qa.brief.make_brief", make_brief)
    monkeypatch.setattr("qa.service.SpacyParser", FakeParser)
    return chosen


class FakeParser:
    def close(self) -> None: ...


def titles_briefed(service: Service, briefed: list[Article], **asked: object) -> set[str]:
    with pytest.raises(SettingsError, match="enough"):
        service.brief(**asked)  # type: ignore[arg-type]
    assert len(briefed) == len({a.article_id for a in briefed})
    return {a.title.split()[0] for a in briefed}


def test_a_brief_of_named_articles_is_of_these_each_once(service: Service, briefed: list[Article]) -> None:
    bridge = id_of(service, "Kestrel")
    assert titles_briefed(service, briefed, article_ids=[bridge, bridge]) == {"Kestrel"}


def test_a_brief_of_a_topic_is_of_the_articles_found_for_it(service: Service, briefed: list[Article]) -> None:
    assert titles_briefed(service, briefed, topic="frost in the apple orchards of Lindhaven") == {"Frost"}


def test_a_brief_of_nothing_named_is_of_all_that_the_filters_let_through(
    service: Service, briefed: list[Article]
) -> None:
    assert titles_briefed(service, briefed) == {"Kestrel", "Velmar", "Frost"}
    briefed.clear()
    assert titles_briefed(service, briefed, filters=Filters(since="2025-01-01")) == {"Velmar"}


def test_a_brief_of_nothing_is_refused(service: Service, briefed: list[Article]) -> None:
    with pytest.raises(SettingsError, match="no article to brief on"):
        service.brief(filters=Filters(since="2030-01-01"))
    with pytest.raises(UnknownArticle):
        service.brief(["missing"])
    assert briefed == []


# -- settings ------------------------------------------------------------------------------------------------


def test_an_embedder_is_what_its_name_says(home: Path) -> None:
    assert isinstance(embedder_of(Settings(home=home)), BundledEmbedder)
    for name in ("openai/small", "http://127.0.0.1:9/v1#small"):
        assert embedder_of(Settings(home=home, embedder=name)).name.endswith("#small")
    for name in ("bundeld", "http://127.0.0.1:9/v1", ""):
        with pytest.raises(SettingsError, match="names none"):
            embedder_of(Settings(home=home, embedder=name))


def test_opening_a_service_loads_no_model_and_makes_no_index(home: Path) -> None:
    with Service(Settings(home=home)) as service:
        assert service.articles() == []
    assert sorted(path.name for path in home.iterdir()) == ["library.sqlite"]
    Library(home).close()


def test_questions_of_several_threads_are_answered_while_articles_come_in(
    service: Service, tmp_path: Path
) -> None:
    for n in range(12):
        (tmp_path / f"new-{n}.txt").write_text(
            f"Title {n}\n\nThe harbour of Velmar has {n + 20} cranes.\n", "utf-8"
        )

    def ask(n: int) -> int:
        return len(service.search(f"harbour cranes {n}", 5))

    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(ask, n) for n in range(40)]
        adding = [pool.submit(service.add, [str(tmp_path / f"new-{n}.txt")]) for n in range(12)]
        assert all(s.result() > 0 for s in searches)
        assert all(len(a.result().added) == 1 for a in adding)
    assert service.examine() == []
    assert {h.title for h in service.search("cranes in the harbour of Velmar", 12)} >= {"Title 0", "Title 11"}
