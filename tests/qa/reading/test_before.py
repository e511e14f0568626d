"""A follow-up is read in two ways, and what goes on in the article that answered last is likelier."""

from __future__ import annotations

from qa.reading.before import NOTHING, Before
from qa.reading.candidates import candidates_of
from tests.qa.reading.making import article, finder, hit

FIRST, BESIDE, OTHER = (article(name, f"The {name} sank.") for name in ("ferry", "barge", "yacht"))


def test_what_goes_on_from_nothing_is_read_as_it_is_asked() -> None:
    assert NOTHING.ways("Why did it sink?") == ["Why did it sink?"]


def test_what_goes_on_from_something_is_read_by_itself_and_after_it() -> None:
    said = "Who owns the mill? Corin Vale owns it."
    assert Before(said).ways("Why in the Q2?") == [
        "Why in the second quarter?",
        f"Why in the second quarter? | {said}",
    ]


def test_the_article_cited_first_counts_most_and_one_not_cited_not_at_all() -> None:
    of = [hit(FIRST), hit(BESIDE), hit(OTHER)]
    candidates = candidates_of(of, finder(FIRST, BESIDE, OTHER))
    cited = (FIRST.article_id, BESIDE.article_id)
    assert list(Before("it", cited).goes_on(candidates)) == [1.0, 0.5, 0.0]
    assert list(NOTHING.goes_on(candidates)) == [0.0, 0.0, 0.0]


def test_a_copy_counts_as_the_article_it_is_a_copy_of() -> None:
    copy = article("copy", FIRST.text)
    (candidate,) = candidates_of([hit(copy), hit(FIRST)], finder(copy, FIRST))
    assert list(Before("it", (FIRST.article_id,)).goes_on([candidate])) == [1.0]
