"""What a language model adds to a brief's sections where the reading without one left them open."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

import pytest
from pydantic import BaseModel

from qa.brief import make_brief
from qa.briefing import filling
from qa.briefing.outline import outline
from qa.briefing.prose import read
from qa.errors import ModelBadReply, ModelTimeout
from qa.models import Brief, Usage
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import Call, LanguageModel, Reply
from qa.phrasing.prompts import Message
from tests.qa.brief_helpers import ModelByPrompt, article, bag_of_words, parser, prompt_of

TEXT = (
    "Corvane Lines, whose chief executive is Mara Dell, said the cranes were slow. "
    "Jonas Eck runs the harbour of Velmar, and has been there since 2020. "
    "Lena Orth was chief executive of Nordfrakt. Vera Holm may be finance minister by June. "
    "The ships waited in the bay on Monday."
)
# Long sentences, so that they are not an organisation's part as they are.
PARTS = (
    "In the bay off Velmar, where the first ships of the year had been waiting in thick fog since the Monday "
    "before, the pilots of the port were led home by Nordfrakt, a maker of buoys, and then by "
    "Balder Shipping, which was not paid for that, as its captains told the harbour master of Velmar late in "
    "the evening. "
    "The ships waited in the bay on Monday."
)


def _brief(
    text: str = TEXT, model: LanguageModel | None = None, listener: Listener | None = None, **replies: Reply
) -> Brief:
    model = model or (ModelByPrompt(**replies) if replies else None)
    return make_brief([article(text)], parser=parser(), model=model, embed=bag_of_words, listener=listener)


def _where(words: str, **values: str | None) -> Reply:
    """A reply with one entry that names the sentence with `words` in it, whatever its id is."""

    def reply(message: Message) -> dict[str, Any]:
        lines = message.user.split("Sentences:")[1].splitlines()
        found = [line[1 : line.index("]")] for line in lines if words in line]
        return {"entries": [{**values, "evidence": found[0]}] if found else []}

    return reply


def _person(name: str, role: str, affiliation: str | None = None) -> Reply:
    return _where(name, name=name, role=role, affiliation=affiliation)


def _roles(brief: Brief) -> dict[str | None, tuple[str | None, str | None]]:
    return {p.name.value: (p.role.value, p.affiliation.value) for p in brief.people}


# -- people --------------------------------------------------------------------------------------------------


def test_a_role_the_sentence_states_is_filled_in_with_its_words() -> None:
    assert _roles(_brief())["Mara Dell"] == (None, None)
    brief = _brief(brief_people=_person("Mara Dell", "chief executive", "Corvane Lines"))
    (mara,) = [p for p in brief.people if p.name.value == "Mara Dell"]
    assert (mara.role.value, mara.affiliation.value) == ("chief executive", "Corvane Lines")
    for field in (mara.role, mara.affiliation):
        (citation,) = field.citations
        assert TEXT[citation.start : citation.end] == citation.quote == field.value
    assert brief.dropped == []


@pytest.mark.parametrize(
    ("name", "role", "affiliation"),
    [
        ("Mara Dell", "harbour master", None),  # of another sentence
        ("Mara Dell", "chief executive", "Velmar"),  # of another's
        ("Mara Dell", "cranes", None),
        ("Mara Dell", "chief executive", "chief executive is Mara Dell"),
        ("Mara Dell", "", None),
        ("Jonas Eck", "chief executive of Corvane Lines", None),
        ("Lena Orth", "chief executive", "Nordfrakt"),  # was
        ("Vera Holm", "finance minister", None),  # may be
    ],
)
def test_a_lie_about_a_person_changes_nothing_and_is_counted(
    name: str, role: str, affiliation: str | None
) -> None:
    plain, brief = _brief(), _brief(brief_people=_person(name, role, affiliation))
    assert brief.people == plain.people
    assert len(brief.dropped) == 1
    assert brief.dropped[0].why


OFFICE = "Chief executive Ann Bell was late. Corvane Lines, whose chief executive is Ann Bell, said so."


def test_a_value_is_the_articles_letter_by_letter_whatever_the_model_made_of_it() -> None:
    brief = _brief(brief_people=_person("Mara Dell", "Chief  Executive", "CORVANE LINES"))
    assert _roles(brief)["Mara Dell"] == ("chief executive", "Corvane Lines")
    claimed = "The clause as 'the sentence we came for'"
    said = _where("Brandvold", speaker="Tomasz Brandvold", verb="praised", claim=claimed)
    (claim,) = [c for _, _, c in _said(_brief(SAID, brief_attributions=said))]
    assert claim == "the clause as “the sentence we came for”"


def test_null_in_words_is_null() -> None:
    brief = _brief(brief_people=_person("Mara Dell", "chief executive", "null"))
    assert _roles(brief)["Mara Dell"] == ("chief executive", None)


def test_an_entry_that_names_the_wrong_sentence_is_cited_from_the_right_one() -> None:
    entry = {"name": "Mara Dell", "role": "chief executive", "affiliation": "Corvane Lines"}

    def reply(message: Message) -> dict[str, Any]:
        ids = dict(re.findall(r"^\[(s\d+)\] (\w+)", message.user, re.M))
        return {"entries": [{**entry, "evidence": next(i for i, word in ids.items() if word == "Jonas")}]}

    (mara,) = [p for p in _brief(brief_people=reply).people if p.name.value == "Mara Dell"]
    assert mara.role.value == "chief executive"
    assert mara.role.citations[0].start == TEXT.index("chief executive")


def test_whose_role_it_is_is_added_to_a_role_and_never_takes_its_place() -> None:
    assert _roles(_brief(OFFICE)) == {"Ann Bell": ("Chief executive", None)}
    same = _where("whose", name="Ann Bell", role="chief executive", affiliation="Corvane Lines")
    assert _roles(_brief(OFFICE, brief_people=same)) == {"Ann Bell": ("Chief executive", "Corvane Lines")}
    other = _where("whose", name="Ann Bell", role="executive", affiliation="Corvane Lines")
    brief = _brief(OFFICE, brief_people=other)
    assert (_roles(brief), len(brief.dropped)) == ({"Ann Bell": ("Chief executive", None)}, 1)


def test_a_word_of_the_role_is_no_affiliation() -> None:
    text = "Past the harbour came harbour master Jonas Eck. The ships waited in the bay on Monday."
    entry = _where("Eck", name="Jonas Eck", role="harbour master", affiliation="harbour")
    brief = _brief(text, brief_people=entry)
    assert _roles(brief)["Jonas Eck"] == ("harbour master", None)
    assert len(brief.dropped) == 1


def test_a_name_that_was_not_asked_about_cannot_be_given() -> None:
    entry = {"name": "Nobody Else", "role": "chief executive", "affiliation": None, "evidence": "s1"}
    brief = _brief(brief_people={"entries": [entry]})
    assert brief.people == _brief().people
    assert "people: broke off" in brief.engine


def test_nobody_is_asked_about_who_has_role_and_affiliation() -> None:
    text = "Corvane Lines chief executive Mara Dell said the cranes were late. The ships waited on Monday."
    model = ModelByPrompt()
    brief = _brief(text, model)
    assert None not in _roles(brief)["Mara Dell"]
    assert not model.asked("brief_people")


# -- organisations -------------------------------------------------------------------------------------------


def _parts(brief: Brief) -> dict[str | None, str | None]:
    return {o.name.value: o.part.value for o in brief.organisations}


def test_a_part_the_sentence_states_is_filled_in() -> None:
    plain = _brief(PARTS)
    open_ones = [name for name, part in _parts(plain).items() if part is None]
    assert open_ones == ["Balder Shipping"]
    brief = _brief(
        PARTS,
        brief_organisations=_where("Balder", name="Balder Shipping", part="was not paid for that"),
    )
    assert _parts(brief)["Balder Shipping"] == "was not paid for that"
    (part,) = [o.part for o in brief.organisations if o.name.value == "Balder Shipping"]
    assert [c.quote for c in part.citations] == ["was not paid for that"]


@pytest.mark.parametrize(
    "part",
    [
        "paid for that",  # was not
        "a maker of buoys",  # another is
        "told the harbour master",  # its captains did
        "was paid for all that",  # not the words
        "Balder Shipping",
        "",
    ],
)
def test_a_lie_about_an_organisation_changes_nothing_and_is_counted(part: str) -> None:
    brief = _brief(PARTS, brief_organisations=_where("Balder", name="Balder Shipping", part=part))
    assert brief.organisations == _brief(PARTS).organisations
    assert len(brief.dropped) == 1


# -- figures -------------------------------------------------------------------------------------------------

NUMBERS = (
    "Workers replaced 17 hangers after three more cracked ones turned up in May. "
    "At least five new 737 aircraft of Corvane Lines waited in Velmar that morning."
)


def test_what_a_number_counts_is_filled_in_and_its_qualifier_and_clause_are_the_programs() -> None:
    plain = _brief(NUMBERS)
    assert "five" not in {f.value for f in plain.figures}
    brief = _brief(NUMBERS, brief_figures=_where("737", value="five", unit="new 737 aircraft"))
    (added,) = [f for f in brief.figures if f not in plain.figures]
    assert (added.value, added.unit, added.qualifier) == ("five", "new 737 aircraft", "at least")
    assert added.what.value == NUMBERS.split(". ")[1]
    assert added.what.citations[0].quote == added.what.value


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("five", "ships"),
        ("six", "new 737 aircraft"),
        ("17", "hangers"),  # is known already
        ("five", ""),
        ("five", "new"),
        ("five", "737 aircraft"),  # not right behind it
        ("five", "new 737 aircraft of Corvane Lines waited in Velmar"),
    ],
)
def test_a_lie_about_a_number_changes_nothing_and_is_counted(value: str, unit: str) -> None:
    brief = _brief(NUMBERS, brief_figures=_where("737", value=value, unit=unit))
    assert brief.figures == _brief(NUMBERS).figures
    assert len(brief.dropped) == 1


# -- attributions --------------------------------------------------------------------------------------------

SAID = (
    "Tomasz Brandvold, the union’s general secretary, praised the clause as “the sentence we came for”. "
    "Helle Sørlund did not praise the clause as a way out for the port. “Anselm Pryce praised it as a joke,” "
    "it was heard. The ships waited in the bay on Monday."
)


def _said(brief: Brief) -> list[tuple[str | None, str, str | None]]:
    return [(a.speaker.value, a.verb, a.claim.value) for a in brief.attributions]


def test_who_says_what_is_filled_in_where_nothing_was_found() -> None:
    assert _said(_brief(SAID)) == []
    claim = "the clause as “the sentence we came for”"
    entry = _where("Brandvold", speaker="Tomasz Brandvold", verb="praised", claim=claim)
    brief = _brief(SAID, brief_attributions=entry)
    assert _said(brief) == [("Tomasz Brandvold", "praised", claim)]
    assert brief.attributions[0].claim.citations[0].quote == claim


@pytest.mark.parametrize(
    ("words", "speaker", "verb", "claim"),
    [
        ("Brandvold", "Helle Sørlund", "praised", "the clause as “the sentence we came for”"),
        ("Brandvold", "Tomasz Brandvold", "denied", "the clause as “the sentence we came for”"),
        ("Brandvold", "Tomasz Brandvold", "praised", "the clause as the sentence we came for"),
        ("Brandvold", "Tomasz Brandvold", "praised", "the clause"),  # what, is left out
        ("Sørlund", "Helle Sørlund", "praise", "the clause as a way out for the port"),  # did not
        ("Pryce", "Anselm Pryce", "praised", "it as a joke"),  # by somebody's word
        ("ships", "The ships", "waited", "in the bay on Monday"),
        ("deputy", "Helle Sørlund", "praised", "the pilots of the port"),  # her deputy does
        ("deputy", "the mayor", "praised", "the pilots of the port"),
        ("Brandvold", "the union", "praised", "the clause as “the sentence we came for”"),
        ("Brandvold", "we", "came for", "the sentence"),
    ],
)
def test_a_lie_about_who_said_it_changes_nothing_and_is_counted(
    words: str, speaker: str, verb: str, claim: str
) -> None:
    text = SAID + " The union called for calm in the port. "
    text += "Helle Sørlund’s deputy praised the pilots of the port, and the brother of the mayor waited."
    brief = _brief(text, brief_attributions=_where(words, speaker=speaker, verb=verb, claim=claim))
    assert brief.attributions == _brief(text).attributions
    assert len(brief.dropped) <= 1  # a sentence that was not offered cannot be named


def test_a_sentence_gives_one_entry() -> None:
    entry = {
        "speaker": "Tomasz Brandvold",
        "verb": "praised",
        "claim": "the clause as “the sentence we came for”",
    }

    def twice(message: Message) -> dict[str, Any]:
        (at,) = re.findall(r"^\[(s\d+)\] Tomasz", message.user, re.M)
        return {"entries": [{**entry, "evidence": at}] * 2}

    brief = _brief(SAID, brief_attributions=twice)
    assert len(_said(brief)) == 1
    assert [d.why for d in brief.dropped] == ["it is given already"]


# -- all of them ---------------------------------------------------------------------------------------------


def test_a_model_that_returns_nothing_leaves_the_extractive_brief() -> None:
    plain, brief = _brief(), _brief(model=ModelByPrompt())
    own = {"engine", "usage", "timings_ms"}
    assert brief.model_dump(exclude=own) == plain.model_dump(exclude=own)


ALL = " ".join((TEXT, PARTS, NUMBERS, SAID))
SECTIONS = ["people", "organisations", "figures", "attributions"]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_call_that_fails_leaves_the_section_and_says_so(section: str) -> None:
    replies: dict[str, Reply] = {f"brief_{section}": ModelTimeout("late")}
    brief, plain = _brief(ALL, ModelByPrompt(**replies)), _brief(ALL)
    assert getattr(brief, section) == getattr(plain, section)
    assert brief.engine.startswith(f"scripted ({section}: broke off: late")


def test_a_model_that_is_gone_is_not_asked_for_the_next_section() -> None:
    model = ModelByPrompt(brief_people=ModelTimeout("late"))
    _brief(ALL, model)
    assert [prompt_of(m) for m in model.messages] == ["brief", "brief_people"]
    model = ModelByPrompt(brief=ModelTimeout("late"))
    _brief(ALL, model)
    assert [prompt_of(m) for m in model.messages] == ["brief"]


def test_a_reply_that_does_not_fit_costs_its_section_and_no_other() -> None:
    claim = "the clause as “the sentence we came for”"
    said = _where("Brandvold", speaker="Tomasz Brandvold", verb="praised", claim=claim)
    model = ModelByPrompt(brief_organisations={"what": "this"}, brief_attributions=said)
    brief = _brief(ALL, model)
    assert "(organisations: broke off: " in brief.engine
    assert brief.organisations == _brief(ALL).organisations
    assert ("Tomasz Brandvold", "praised", claim) in _said(brief)


def test_a_model_that_wrote_no_line_and_added_to_a_section_is_named() -> None:
    class OfFewLines(ModelByPrompt):
        def stream(
            self, message: Message, form: type[BaseModel], call: Call, *, max_tokens: int
        ) -> Generator[BaseModel, None, None]:
            call.usage = Usage(calls=1, prompt_tokens=9, completion_tokens=9)
            yield from super().stream(message, form, call, max_tokens=max_tokens)
            if prompt_of(message) == "brief":
                raise ModelBadReply("cut off")

    brief = _brief(model=OfFewLines(brief_people=_person("Mara Dell", "chief executive")))
    assert _roles(brief)["Mara Dell"][0] == "chief executive"
    assert brief.engine.startswith("extractive (scripted failed: cut off")
    assert brief.engine.endswith("(scripted: people)")


def test_a_long_input_takes_a_bounded_number_of_calls() -> None:
    text = "\n".join(
        f"Mara Dell saw {n} ships of the fleet come in, with {n} cranes and {n} lorries, from the harbour "
        f"wall that night, and she counted {n} lamps upon the {n} masts that stood against the sky."
        for n in range(150)
    )
    model = ModelByPrompt()
    _brief(text, model)
    assert len(model.asked("brief_people")) == filling.MAX_CALLS
    assert all(len(m.user) < 10_000 for m in model.asked("brief_people"))


def test_what_one_batch_closed_is_not_asked_for_in_the_next() -> None:
    known = "Corvane Lines, whose chief executive is Mara Dell, said that the cranes of the port were slow.\n"
    text = known + "\n".join(
        f"Mara Dell saw {n} ships of the fleet come in, with {n} cranes and {n} lorries, from the harbour "
        f"wall that night, and she counted {n} lamps upon the {n} masts that stood against the sky."
        for n in range(40)
    )

    def reply(message: Message) -> dict[str, Any]:
        (at,) = re.findall(r"^\[(s\d+)\] Corvane Lines, whose", message.user, re.M)
        entry = {"name": "Mara Dell", "role": "chief executive", "affiliation": "Corvane Lines"}
        return {"entries": [{**entry, "evidence": at}]}

    (reading,) = read([outline(article(text))], parser())
    silent, model = ModelByPrompt(), ModelByPrompt(brief_people=reply)
    for one in (silent, model):
        bounded = Bounded(one, 60.0)
        brief = filling.filled(_brief(text), reading.sentences, bounded, parser(), Listener())
    assert ["Corvane Lines, whose" in m.user for m in silent.asked("brief_people")] == [True, False]
    assert _roles(brief)["Mara Dell"] == ("chief executive", "Corvane Lines")
    assert len(model.asked("brief_people")) == 1


def test_each_part_is_announced_when_the_model_begins_it() -> None:
    begun: list[str] = []
    _brief(ALL, ModelByPrompt(), Listener(at=begun.append))
    assert begun == ["bottom line, key points, risks, open questions", *SECTIONS]
