"""A brief of a topic is of the articles about it, and of none where the articles do not tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files

import pytest

from index.models import Article, Filters
from qa.errors import NothingAbout, SettingsError
from qa.service import Service
from qa.settings import Settings


class NoParser:
    def close(self) -> None: ...


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The sample articles, and the titles of those that a brief is asked of in place of the brief."""

    def make_brief(articles: Sequence[Article], **_: object) -> None:
        raise SettingsError("; ".join(article.title for article in articles))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.brief.make_brief", make_brief)
        patch.setattr("qa.service.SpacyParser", NoParser)
        with Service(Settings(home=tmp_path_factory.mktemp("topics") / "home")) as service:
            with as_file(files("evals").joinpath("gold", "articles")) as articles:
                service.add([str(articles)])
            yield service


@pytest.mark.parametrize(
    "topic",
    [
        "zebra quantum chromodynamics", "cryptocurrency exchanges", "ballet choreography", "wildfire smoke",
        "space telescope images", "monetary policy", "inflation figures", "Olympic swimming", "jazz festival",
        "refugees asylum", "World Cup final", "Antarctic penguins", "the",
    ],
)  # fmt: skip
def test_of_a_topic_that_is_not_there_no_brief_is_made(service: Service, topic: str) -> None:
    with pytest.raises(NothingAbout, match=r"no article is about “.*”; try other words"):
        service.brief(topic=topic)
    assert service.last_brief(topic=topic) is None


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("labour dispute at the docks", "Dockers"),
        ("microchip manufacturing", "Norvane"),
        ("railway tender", "Trellmann"),
        ("water scarcity", "Sorrel Valley rations water"),
        ("natural disaster", "footbridge collapses"),
        ("infrastructure safety", "footbridge collapses"),
        ("stolen artwork", "Brask painting"),
        ("immunisation of children", "measles"),
        ("health care consolidation", "hospital"),
        ("overfishing agreement", "cod treaty"),
    ],
)
def test_a_topic_in_other_words_than_the_articles_is_found(service: Service, topic: str, title: str) -> None:
    with pytest.raises(SettingsError, match=title):
        service.brief(topic=topic)


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("Skerry Bank", "stadium"),
        ("Sørlund", "Velmar"),
        ("Who mediated?", "Velmar"),
        ("Argent Alarm Services", "Brask"),
    ],
)
def test_a_name_or_a_word_that_is_told_once_is_found(service: Service, topic: str, title: str) -> None:
    with pytest.raises(SettingsError, match=title):
        service.brief(topic=topic)


def test_a_filter_that_lets_none_through_is_no_missing_topic(service: Service) -> None:
    with pytest.raises(SettingsError, match="no article to brief on"):
        service.brief(topic="port strike", filters=Filters(since="2030-01-01"))


@pytest.fixture(scope="module")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A library in which most articles are of one flood, one is of a theatre."""
    folder = tmp_path_factory.mktemp("flood")
    texts = {
        "Harn flood toll rises to nine": "The death toll of the Harn flood rose to nine, police said.",
        "Search ends in Harn with 19 dead": "The search after the Harn flood ended with 19 dead.",
        "Who pays for the Harn flood?": "Insurers put the damage of the Harn flood at 90 million crowns.",
        "Theatre to close": "The theatre of Velm will close for a year. No toll is asked.",
    }
    for n, (title, text) in enumerate(texts.items()):
        (folder / f"{n}.md").write_text(f"---\ntitle: '{title}'\n---\n{text}\n", "utf-8")
    with Service(Settings(home=folder / "home")) as service:
        service.add([str(path) for path in sorted(folder.glob("*.md"))])
        yield service


def test_what_tells_the_same_matter_in_other_words_belongs_to_the_topic(flood: Service) -> None:
    found = [article.title for article in flood._for_brief((), "Harn flood death toll", Filters())]
    assert "Search ends in Harn with 19 dead" in found
    assert "Theatre to close" not in found
