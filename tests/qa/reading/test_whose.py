"""A sentence about somebody else than the one who is asked about is told, and no other is taken for one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.models import Abstained, Answered
from qa.reader import confidence_of
from qa.reading.candidates import Candidate
from qa.reading.whose import of_another
from qa.service import Service
from qa.settings import Settings
from tests.qa.reading.making import article


def is_of_another(question: str, text: str) -> bool:
    """Whether the last sentence of `text` is."""
    of = article("a", text)
    candidates = [Candidate(((of, span),), (0,), span.of(text)) for span in sentence_spans(text)]
    last = len(candidates) - 1
    return bool(of_another(question, candidates, [last])[last])


BROTHERS = "Anders Tolk was convicted on Monday. The majority was ten to one."
PORTRAIT = (
    "Velmar has appointed Anna Dell.\n\nProfessor Dell, 52, was born there. "
    "Marisa Quist, the head of a clinic, withdrew.\n\n"
)
FIRMS = "Norvane turned down the offer of Vantor. Ines Kall, who runs Norvane, called it poor."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # She is no he.
        (
            "When did Dame Hester Marl die?",
            "Hester Marl, 91, made pots. Her husband sold them. He died in 1999.",
        ),
        ("When did Marta Feld retire?", "Marta Feld built it. His brother Otto retired in 2001."),
        # Whom the sentences before name.
        (
            "Who replaced Anna Voss?",
            "Anna Voss resigned. Clara Dell, the chief of staff, left too. She was replaced.",
        ),
        (
            "What did Jonas Pryce say?",
            'Jonas Pryce met Otto Brell. Otto Brell was glad. "It is done," he said.',
        ),
        # The same last name.
        ("Was Emil Tolk convicted?", f"{BROTHERS} Anders Tolk was convicted of arson, too."),
        ("Was Emil Tolk convicted?", f"{BROTHERS} Tolk was convicted of arson, too."),
        ("Was Emil Tolk convicted?", f"{BROTHERS} He was convicted of arson, too."),
        # Whom the paragraph above is about.
        ("What is Marisa Quist's salary?", f"{PORTRAIT}Her salary is 9,000 crowns."),
        ("How much does Quist earn?", f"{PORTRAIT}She earns 9,000 crowns."),
        # A person is no firm.
        (
            "How much was Emil Tolk fined?",
            "Emil Tolk ran Halmark. Halmark was insolvent. The firm was fined 900 crowns.",
        ),
        # Another firm's.
        (
            "What profit does Vantor expect?",
            f"{FIRMS} Norvane had a good year. It expects 140 million crowns.",
        ),
        (
            "what profit does vantor expect",
            f"{FIRMS} Norvane had a good year. It expects 140 million crowns.",
        ),
        ("What is Vantor's revenue?", f"{FIRMS} Norvane had a good year. Revenue rose to 231 million."),
        (
            "What profit does Vantor expect?",
            f"{FIRMS} Norvane had a good year. He expects 140 million crowns.",
        ),
    ],
)
def test_what_is_told_of_another_is_told(question: str, text: str) -> None:
    assert is_of_another(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "When did Dame Hester Marl die?",
            "Hester Marl, 91, made pots. Her husband sold them. She died in 1999.",
        ),
        ("When did Marta Feld retire?", "Marta Feld built it. Her brother helped. She retired in 2001."),
        (
            "Who replaced Anna Voss?",
            "Clara Dell left. Anna Voss, the minister, resigned. She was replaced by Otto Brell.",
        ),
        ("Was Emil Tolk convicted?", f"{BROTHERS} Emil Tolk, his brother, was cleared. He was freed."),
        ("Was Emil Tolk convicted?", f"{BROTHERS} The Tolk brothers were convicted of arson."),
        ("Was Tolk convicted?", f"{BROTHERS} He was convicted of arson, too."),
        # Nobody is named who could be meant.
        ("What did Emil Tolk say?", 'The trial began in Velmar. "It is done," he said.'),
        ("Who hurt Marta Feld?", "Two men were held on Monday. He was charged with it."),
        # The firm is named between, or the sentence is of neither.
        (
            "What profit does Vantor expect?",
            "Norvane had a good year. Vantor had not. It expects 140 million crowns.",
        ),
        (
            "What profit does Vantor expect?",
            f"{FIRMS} Norvane had a good year. It is a cold winter in Velmar.",
        ),
        # A place, or what only has the name.
        ("How many homes in Vantor were flooded?", f"{FIRMS} Norvane had a good year. It flooded 300 homes."),
        (
            "How many jobs will the Vantor plant bring?",
            f"{FIRMS} Norvane had a good year. It will bring 300 jobs.",
        ),
        ("When did the strike end?", "Anders Tolk spoke on Monday. He said that it had ended."),
        ("Who met Anna Voss and Otto Brell?", "Anna Voss came. Otto Brell came, too. He met the mayor."),
    ],
)
def test_what_may_be_told_of_the_one_asked_about_is_left_alone(question: str, text: str) -> None:
    assert not is_of_another(question, text)


def test_what_a_paragraph_goes_on_about_is_told_of_the_one_it_is_about() -> None:
    assert not is_of_another("What is Anna Dell's salary?", f"{PORTRAIT}Her salary is 9,000 crowns.")
    assert not is_of_another(
        "What is Quist's salary?", "Marisa Quist withdrew.\n\nHer salary is 9,000 crowns."
    )


def test_only_what_is_looked_at_is_told() -> None:
    of = article("a", "Otto Brell resigned. He left Velmar.")
    candidates = [Candidate(((of, span),), (0,), span.of(of.text)) for span in sentence_spans(of.text)]
    assert of_another("When did Marta Feld leave?", candidates, [0]).tolist() == [0.0, 0.0]


def test_a_sentence_that_stands_in_two_articles_is_of_another_only_if_it_is_in_both() -> None:
    told = "He left Velmar on Monday."
    one, other = article("a", f"Otto Brell resigned. {told}"), article("b", f"Jonas Pryce resigned. {told}")
    places = tuple((of, sentence_spans(of.text)[-1]) for of in (one, other))
    candidate = Candidate(places, (0, 1), told)
    assert not of_another("When did Jonas Pryce leave?", [candidate], [0])[0]
    assert of_another("When did Emil Tolk leave?", [candidate], [0])[0]


POTTER = (
    "Dame Hester Marl made pots in a cowshed for twenty years. Her husband, Arnold, painted the hills; his "
    "work sold, hers did not. He died in 1999."
)


def asked_of(text: str, folder: Path, question: str) -> Answered | Abstained:
    (folder / "potter.md").write_text(
        f"---\ntitle: Dame Hester Marl, potter who put Velm on the map\n---\n{text}\n"
    )
    with Service(Settings(home=folder / "home")) as service:
        service.add([str(folder / "potter.md")])
        answer = service.ask(question)
    assert isinstance(answer, Answered | Abstained)
    return answer


def test_what_is_told_of_the_one_asked_about_goes_before_what_is_told_of_another(tmp_path: Path) -> None:
    text = f"{POTTER} Hester Marl went on. She died at home on 30 October."
    answer = asked_of(text, tmp_path, "When did Dame Hester Marl die?")
    assert isinstance(answer, Answered)
    assert answer.statements[0].text == "She died at home on 30 October."


def test_the_confidence_is_less_where_the_best_sentence_is_told_of_another() -> None:
    question = "When did Dame Hester Marl die?"
    view = view_of(question, Parse(question, (), ()))
    features: defaultdict[str, float] = defaultdict(float, answering=8.0, of_another=0.0)
    assert confidence_of(view, features | {"of_another": 1.0}) < confidence_of(view, features) - 0.01
