"""Text that speaks to a machine: orders to whoever writes an answer, and program code. Neither is news.

Told by its words, without a parser. What stands in quotation marks is told by the article, whatever it says.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.text import sentence_spans

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»")
_TO_A_MACHINE = re.compile(
    r"\byour (?:\w+ )?(?:answer|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|instructions?|prompt|"
    r"code(?:base)?)\b|\b(?:above|following|subsequent) (?:instructions?|prompts?|code(?! of\b)|snippet)\b|"
    r"^\W*(?:please |now |you (?:must|should|will) )*(?:ignore|disregard|forget) (?:all |any |everything )?"
    r"(?:of )?(?:the |your )?(?:previous|prior|earlier|above)\b|"
    r"\bas an? (?:AI|language model)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\w\(\)|\w\.\w+\(|[=!]=|^\s*(?:import|from|def|class) [\w.]+(?: import|:|\(|,|$)|\);$|^\W*```"
)

_BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_NOT_A_BREAK = re.compile(r"[^\n]")


def is_for_a_machine(text: str) -> bool:
    """True for a sentence that orders whoever answers about to, or is code."""
    text = _QUOTED.sub("“”", text)
    return _TO_A_MACHINE.search(text) is not None or _CODE.search(text) is not None


@lru_cache(maxsize=512)
def muted(text: str) -> str:
    """`text` with spaces in the place of each sentence for a machine and each block of code: as long as
    before, and without a say in what its neighbours mean."""
    text = _BLOCK.sub(lambda block: _NOT_A_BREAK.sub(" ", block.group()), text)
    for span in sentence_spans(text):
        if is_for_a_machine(span.of(text)):
            text = text[: span.start] + " " * len(span) + text[span.end :]
    return text
