"""Which language a text is in, where nothing says so."""

from __future__ import annotations

import logging
import re
from functools import cache
from itertools import islice
from typing import Any

log = logging.getLogger(__name__)
MIN_LETTERS = 40
MIN_PROBABILITY = 0.6
_LOOKED_AT = 1_500  # characters: more change nothing, and cost a third of a millisecond a thousand
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8})*)")


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, as its first 1,500 characters tell it.

    None for fewer than 40 letters, when no language has a probability of .6 or more, and where the model
    can not be unpacked.
    """
    text = text[:_LOOKED_AT]
    if sum(1 for _ in islice(filter(str.isalpha, text), MIN_LETTERS)) < MIN_LETTERS:
        return None
    if (known := identifier()) is None:
        return None
    code, probability = known.classify(text)
    return code if probability >= MIN_PROBABILITY and len(code) == 2 else None


def stated_language(tag: str | None) -> str | None:
    """A stated language tag (BCP 47) as it stands, its primary subtag in lower case: `en-GB`.

    None for what is no tag, such as the name of a language.
    """
    match = _TAG.fullmatch((tag or "").strip())
    return match[1].lower() + match[2].replace("_", "-") if match else None


@cache
def identifier() -> Any:
    """py3langid's model, loaded once; None if it can not be, for it is unpacked through a temporary file."""
    # Imported where it is used: the model takes most of a second and 100 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as e:  # a full disk must not keep an article out
        log.warning("the language of texts can not be told (%s)", e)
        return None
