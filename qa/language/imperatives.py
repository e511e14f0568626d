"""Text that speaks to a machine: orders to whoever writes an answer, and program code. Neither is news.

Told by its words, without a parser; orders of any kind by their grammar, where there is a parse. What stands
in quotation marks is told by the article, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from index.models import Span
from index.text import sentence_spans
from qa.language.nlp import Parse, Token
from qa.language.quotations import QUOTATION

_AI = r"as an? (?:AI|(?:large )?language model)(?: (?:language )?(?:model|assistant|chatbot|agent|system))?"
_NEAR, _ORDERS = r"(?:above|following|subsequent)", r"(?:instructions?|prompts?)\b"
_TAKE = r"(?:ignore|disregard|forget|follow|obey|heed|execute|run|use|apply|complete|answer)"
_OTHERS = r"(?:a|an|he|it|its|she|that|the|these|they|this|those)\b"
_TO_A_MACHINE = re.compile(
    r"\b(?:your (?:(?:\w+ )?(?:answer|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|instructions?|"
    r"prompt)|(?:own |source |existing |final )?code(?:base)?)\b|"  # not "your area code"
    # Orders, not "received the following instructions" and "following prompt action by the crew".
    rf"{_TAKE} (?:\w+ ){{0,5}}?(?:(?:the|these|those|all|any) {_NEAR}|above) {_ORDERS}|"
    rf"{_NEAR} (?:code (?:block|excerpt|section|snippet)|code(?=\s*(?:[.:;]|$))|snippet)|"
    # Spoken to the machine or by it; "sold as an AI" is told of one.
    rf"(?:(?<=[,;:] )|(?<=\bthat )){_AI},? (?:I|you)\b|you,? {_AI}\b)",
    re.IGNORECASE,
)
_BEGINS_TO_A_MACHINE = re.compile(
    r"\W*(?:(?:please|now|remember that|from now on|(?:and )?you (?:must|should|will)),? )*(?:"
    r"(?:ignore|disregard|forget) (?:all |any |everything )?(?:of )?(?:the |your )?"
    r"(?:previous|prior|earlier|above)\b|"
    rf"(?:the )?{_NEAR} {_ORDERS} (?:apply|must|override|replace|supersede|take)\b|"
    # Not "as an AI assistant, Siri".
    rf"{_AI}(?:,? (?:I|you)\b|, (?!{_OTHERS})(?-i:[a-z]))|"
    rf"(?:act|answer|behave|reply|respond|speak|write) {_AI}\b)",
    re.IGNORECASE,
)
# Whose turn it is in a dialogue with a machine, or whom a note is for: all of the line is for that one.
_AIS = r"(?:AIs?|LLMs?|(?:(?:AI|language|chat) ?)?(?:models?|assistants?|chatbots?|bots?))"
_NOTE_TO_ONE = (
    rf"(?:\w+ )?(?:notes?|messages?|instructions?|attention)(?: (?:to|for))?(?: (?:all|any|the))? {_AIS}"
)
_LABEL = re.compile(
    rf"\W*(?:(?i:{_NOTE_TO_ONE})|SYSTEM(?: (?i:prompt|message|note))?|System (?:prompt|message)|Assistant)"
    r"\s*[\]>:}]|#{2,} ?(?i:instructions?|system|assistant|response)\b"
)
# A line of wrapped text may begin with "from London," or "class warfare,", and is no code.
_CODE = re.compile(
    r"\w\(\)|\w\.\w+\(|[=!]=|^\s*(?:from [\w.]+ import\b|def \w+\(|class \w+(?:\(.*\))?:\s*$|"
    r"import \w+(?:\.\w+)*(?: as \w+|, ?\w+)*;?\s*$)|\w\([^(]*\);$|^\W*(?:\);$|```)"
)
# What the two that search have in common: to look for that first takes a tenth of the time.
_SIGNS = ("your ", "above", "following", "subsequent", "as a ai", "as an ai", "language model")
_SIGNS_OF_CODE = ("(", ")", "=", "`", "import", "class ")

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_NOT_A_BREAK = re.compile(r"[^\n]")


def is_for_a_machine(text: str) -> bool:
    """True for a sentence that orders whoever answers about to, or is code."""
    text = QUOTATION.sub("“”", text)
    small = text.casefold()
    if _opens_for_a_machine(text):
        return True
    if any(sign in small for sign in _SIGNS) and _TO_A_MACHINE.search(text):
        return True
    return any(sign in small for sign in _SIGNS_OF_CODE) and _CODE.search(text) is not None


def _opens_for_a_machine(text: str) -> bool:
    return _BEGINS_TO_A_MACHINE.match(text) is not None or _LABEL.match(text) is not None


def orders_in(tokens: Sequence[Token], word: Callable[[int], str]) -> Iterator[int]:
    """Which tokens are main verbs that give an order, bare and without a subject: "Send us your photos",
    "Please do not reply". `word` gives the text of a token."""
    for i, token in enumerate(tokens):
        if token.dep != "ROOT" or token.tag != "VB":
            continue
        children = [c for c, t in enumerate(tokens) if t.head == i and c != i]
        has_subject = any(tokens[c].dep in _SUBJECTS for c in children)
        helpers = [word(c).lower() for c in children if tokens[c].dep in ("aux", "auxpass")]
        if not has_subject and all(helper in ("do", "don", "don’t", "please") for helper in helpers):
            yield i


def addresses_its_reader(parse: Parse) -> bool:
    """True for a sentence, parsed deep, that asks or orders."""
    text = QUOTATION.sub(lambda quoted: "“" + "·" * (len(quoted.group()) - 2) + "”", parse.text)
    roots = orders_in(parse.tokens, lambda i: parse.tokens[i].span.of(parse.text))
    return text.rstrip().endswith("?") or any("·" not in parse.tokens[i].span.of(text) for i in roots)


def muted(text: str) -> str:
    """`text` with spaces in the place of each sentence for a machine and each block of code: as long as
    before, and without a say in what its neighbours mean."""
    return _heard(text)[0]


def heard_spans(text: str) -> tuple[Span, ...]:
    """`sentence_spans` of what of `text` is not `muted`."""
    return _heard(text)[1]


@lru_cache(maxsize=512)
def _heard(text: str) -> tuple[str, tuple[Span, ...]]:
    whole = _BLOCK.sub(lambda block: _NOT_A_BREAK.sub(" ", block.group()), text)
    spans, quiet = sentence_spans(whole), whole
    end = 0  # of a line that is for a machine from its beginning
    for span in spans:
        if span.start < end or is_for_a_machine(span.of(whole)):
            quiet = quiet[: span.start] + " " * len(span) + quiet[span.end :]
            if _begins_its_line(whole, span) and _opens_for_a_machine(span.of(whole)):
                end = len(whole) if (at := whole.find("\n", span.start)) < 0 else at
    return quiet, tuple(spans if quiet == whole else sentence_spans(quiet))


def _begins_its_line(text: str, span: Span) -> bool:
    return not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
