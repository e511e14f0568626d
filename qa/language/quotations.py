"""What stands in quotation marks of any kind: somebody's words, not the article's own."""

from __future__ import annotations

import re

QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»")

# A sentence that is longer than a passage is quoted in pieces, which are no shorter than this.
_LEAST_OF_A_PIECE = 400
_GOES_ON = frozenset(",;-–—")


def left_out(quote: str) -> tuple[str, str]:
    """What stands before and behind the words of a quote, where the sentence they are of goes on there."""
    words = quote.strip()
    if len(words) < _LEAST_OF_A_PIECE:
        return "", ""
    goes_on = words[-1].isalnum() or words[-1] in _GOES_ON
    return "… " if words[0].islower() else "", " …" if goes_on else ""
