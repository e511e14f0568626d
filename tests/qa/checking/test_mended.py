"""Parses set right: each sentence is one that the parser gets wrong, or one that must be left as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.models import Span
from qa.checking.mended import mended
from qa.language.nlp import Parse, SpacyParser, Token


def ties_of(parse: Parse, word: str) -> set[tuple[str, str]]:
    """What `word` is and of what, each place it stands in."""
    words = [t.span.of(parse.text) for t in parse.tokens]
    return {(t.dep, words[t.head]) for t, w in zip(parse.tokens, words, strict=True) if w == word}


OSTWALD = (
    "Germany's Ostwald AG raised its 2024 profit forecast but said sales at its U.S. unit Brightline, "
    "bought in 2019, would shrink 6 percent."
)
GUARDS = (
    "The guards beat the students and the villagers hid them in a mill until a priest drove them to the "
    "border in a bread van."
)
BISHOP = (
    "The bishop blessed the boats and the harbor master, who had lost a son at sea, read the names of "
    "the drowned as the fleet left."
)
MUSEUM = (
    "The museum's roof, which was last repaired in 1988, leaked in 3 places during Monday's storm, "
    "though curator Felix Obi said none of the paintings on the upper floor had been damaged."
)
HOSPITAL = (
    "The new hospital, originally due to open in 2021 at a cost of $290 million, is now not expected to "
    "admit patients until 2027, by when the bill may top 500 million."
)
SINGER = (
    "Singer Lola Brandao paid tribute to her mentor, Chico Mendonca, who died aged 84 in Recife on "
    "Saturday, at the end of a sold-out concert in Paris."
)
REEF = "The leader said scientists aboard the research vessel Corwen discovered a reef off Tamaru last month."
TANNEX = (
    '"This verdict is a warning to every polluter," said Greenshore lawyer Nikhil Barua, although the '
    'company, Tannex, insisted it had "broken no law".'
)
LENDERS = "The two lenders announced on Monday that Bramfield Bank agreed to buy its smaller rival for cash."
SATIRE = (
    "A satirical website reported on Monday that the king had sold his crown, and many readers believed it."
)
INQUEST = "Detective Inspector Aoife Landry told the inquest that the fire had started in the kitchen."
TRIBUNAL = "Clerk Joan Mertz told the tribunal she had been bullied by two managers."
GLACIER = "Scientists have warned for years that the glacier is retreating."
HOLM = (
    "Beatrix Holm, deputy head of the Kallio clinic, said 60 patients a day were being "
    "treated for heatstroke."
)
TULLY = "Pharmacist Gwen Tully was cleared of manslaughter but found guilty of a lesser charge in Cardenham."
REPORT = (
    "The flood report, published in June and revised in July, puts the risk to the site at one in 30 a year."
)
BENN = (
    "Benn, whose assistant Tilde Moe is the favourite to succeed him, led the club to its first title since "
    "1988 in his first season and to eighth place in his second."
)
PAPYRUS = (
    "Egyptian antiquities chief Hany Zaki says a papyrus that Milan dealer Carlo Fabbri sold to a Texas "
    "museum in 2014 was stolen from Luxor; Fabbri denies it."
)
SHIELD = (
    "The shield, a ship's lantern mounted on an oak board, was taken from the wreck of the barque Fidelia."
)
LOOMS = (
    "Physical ledger machines, built from punched paper tape at the Ostmere Institute in 1956, were used for "
    "teaching only; the largest had 4,096 cells and took nine minutes to add two three-digit numbers."
)
CASES = [
    ("Luranda agreed within the hour; Ostrenia said that it needed time.", "agreed", ("ROOT", "agreed")),
    ("The plan failed; it was revised in 1995.", "failed", ("ROOT", "failed")),
    (PAPYRUS, "stolen", ("ccomp", "says")),
    (PAPYRUS, "denies", ("ROOT", "denies")),
    ("The mayor took a bribe from Norvane last year; she denies it.", "took", ("ccomp", "denies")),
    ("The mayor took a bribe from Norvane last year; she denies theft.", "took", ("ROOT", "took")),
    (LOOMS, "only", ("advmod", "teaching")),
    (SHIELD, "shield", ("nsubjpass", "taken")),
    (SHIELD, "mounted", ("acl", "lantern")),
    (OSTWALD, "sales", ("nsubjpass", "bought")),
    (GUARDS, "villagers", ("nsubj", "hid")),
    (BISHOP, "master", ("nsubj", "read")),
    (MUSEUM, "roof", ("nsubj", "leaked")),
    (HOSPITAL, "hospital", ("nsubjpass", "expected")),
    (SINGER, "in", ("prep", "died")),
    (REEF, "Corwen", ("appos", "vessel")),
    (TANNEX, "Tannex", ("appos", "company")),
    (LENDERS, "announced", ("ROOT", "announced")),
    (LENDERS, "lenders", ("nsubj", "announced")),
    (LENDERS, "agreed", ("ccomp", "announced")),
    (SATIRE, "website", ("nsubj", "reported")),
    (SATIRE, "believed", ("conj", "reported")),
    (INQUEST, "started", ("ccomp", "told")),
    (TRIBUNAL, "bullied", ("ccomp", "told")),
    (GLACIER, "retreating", ("ccomp", "warned")),
    (HOLM, "Holm", ("nsubj", "said")),
    (HOLM, "Beatrix", ("compound", "Holm")),
    ("Beatrix Holm is deputy head of the Kallio clinic.", "is", ("ROOT", "is")),
    ("Beatrix Holm is deputy head of the Kallio clinic.", "Beatrix", ("compound", "Holm")),
    (BENN, "Benn", ("nsubj", "led")),
    (BENN, "is", ("relcl", "Benn")),
]


@pytest.mark.parametrize(("sentence", "word", "tie"), CASES)
def test_what_a_sentence_cannot_be_is_set_right(
    parser: SpacyParser, sentence: str, word: str, tie: tuple[str, str]
) -> None:
    (parse,) = parser.parse([sentence], deep=True)
    assert tie in ties_of(mended(parse), word)


@pytest.mark.parametrize(("sentence", "verb"), [(TULLY, "found"), (REPORT, "revised")])
def test_what_is_joined_to_what_is_done_to_somebody_is_done_to_him(
    parser: SpacyParser, sentence: str, verb: str
) -> None:
    (parse,) = parser.parse([sentence], deep=True)
    tags = {t.span.of(parse.text): t.tag for t in mended(parse).tokens}
    assert tags[verb] == "VBN"


@pytest.mark.parametrize(
    "sentence",
    [
        "The guards beat the students and the villagers and hid them in a mill.",
        "Man, who had fled, jailed",
        "Man, who had fled, jailed.",
        "The shops that were closed in May have reopened.",
        "Ann Bell met the widow of the president, who died in Recife.",
        "Bell told the man his son had hired that the strike was over.",
        "Bell told the reporter who had called him that the strike was over.",
        "The nurse Jodie Harker, 44, was cleared and left the court.",
        "On Monday the firm, Norvane, closed its plant and sold the site.",
        "Two may buy their homes; the others have left, the minister said.",
    ],
)
def test_what_the_parser_has_right_is_left(parser: SpacyParser, sentence: str) -> None:
    (parse,) = parser.parse([sentence], deep=True)
    assert mended(parse) == parse


def test_the_text_and_its_names_stay(parser: SpacyParser) -> None:
    (parse,) = parser.parse([CASES[0][0]], deep=True)
    found = mended(parse)
    assert (found.text, found.entities, len(found.tokens)) == (parse.text, parse.entities, len(parse.tokens))
    assert [t.span for t in found.tokens] == [t.span for t in parse.tokens]


WORDS = "Bell told said that she who whose , ; and the nurse -31 was hurt by".split()
TAGS = [("NOUN", "NN"), ("PROPN", "NNP"), ("VERB", "VBD"), ("VERB", "VBN"), ("VERB", "VB"), ("AUX", "VBD")]
DEPS = (
    "nsubj nsubjpass dobj pobj prep acl relcl ccomp conj appos compound mark advmod aux auxpass agent oprd "
    "npadvmod"
).split()


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    """Any tree over words that the rules look at."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9))
    order = draw(st.permutations(range(len(words))))
    head = {n: n if k == 0 else order[draw(st.integers(0, k - 1))] for k, n in enumerate(order)}
    tokens, at = [], 0
    for n, word in enumerate(words):
        pos, tag = draw(st.sampled_from(TAGS))
        dep = "ROOT" if head[n] == n else draw(st.sampled_from(DEPS))
        tokens.append(Token(Span(at, at + len(word)), word, pos, tag, dep, head[n]))
        at += len(word) + 1
    return Parse(" ".join(words), (), tuple(tokens))


def tree(*tokens: tuple[str, str, str, int]) -> Parse:
    """(word, part of speech, role, head) each."""
    made, at = [], 0
    for word, pos, dep, head in tokens:
        tag = {"NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "PRON": "PRP"}[pos]
        made.append(Token(Span(at, at + len(word)), word, pos, tag, dep, head))
        at += len(word) + 1
    return Parse(" ".join(word for word, *_ in tokens), (), tuple(made))


HURT = (
    ("she", "PRON", "nsubj", 3),
    ("nurse", "NOUN", "nmod", 2),
    ("Bell", "PROPN", "nsubj", 3),
    ("hurt", "VERB", "ROOT", 3),
)
APPOSED = (
    ("Bell", "PROPN", "nsubj", 4),
    (",", "NOUN", "punct", 4),
    ("the", "NOUN", "det", 3),
    ("nurse", "NOUN", "dobj", 4),
    ("hurt", "VERB", "ccomp", 6),
    (",", "NOUN", "punct", 6),
    ("told", "VERB", "ROOT", 6),
)
ALONE = (
    ("nurse", "NOUN", "compound", 1),
    ("only", "NOUN", "advmod", 4),
    (";", "NOUN", "punct", 4),
    ("she", "PRON", "nsubj", 4),
    ("hurt", "VERB", "ROOT", 4),
)


@given(parses())
@example(tree(*HURT))
@example(tree(*APPOSED))
@example(tree(*ALONE))
def test_no_rule_makes_a_circle_of_any_tree(parse: Parse) -> None:
    tokens = mended(parse).tokens
    for i in range(len(tokens)):
        seen, at = {i}, i
        while tokens[at].head != at:
            at = tokens[at].head
            assert at not in seen
            seen.add(at)


def test_no_token_hangs_on_itself_in_a_circle(parser: SpacyParser) -> None:
    for parse in parser.parse([sentence for sentence, _, _ in CASES], deep=True):
        tokens = mended(parse).tokens
        for i in range(len(tokens)):
            steps, at = 0, i
            while tokens[at].head != at:
                at, steps = tokens[at].head, steps + 1
                assert steps <= len(tokens)
