"""What a question asks, and a sentence tells the opposite of: who voted against, and who voted for it.

Such a sentence has the names and the matter of what is asked, so that it looks like the answer. On half of
SQuAD's development set a pair of these words stands between the question and its sentence 81 times in 1,529
where the question was turned round so that nothing answers it, and 6 times in 1,299 where the sentence does.
"""

from __future__ import annotations

import re

_SIDES = r"""
against|oppos(?:e|es|ed|ing)|reject\w* : favou?r|(?:voted|was) (?:for|to)|support\w*|backe?[ds]|approv\w+
rose|ris(?:e|es|en|ing)|increas\w+|gr[eo]w\w*|rais\w+ : f[ae]ll\w*|decreas\w+|declin\w+|drop\w*|reduc\w+|cut
most|highest|largest|biggest|maximum|longest : least|lowest|smallest|fewest|minimum|shortest
(?<!no )more|higher|larger|bigger|greater|above|longer : (?<!no )less|fewer|lower|smaller|below|shorter
earliest|oldest : latest|youngest|newest
w[io]ns?|winn\w+|victor\w+ : los[et]s?|losing|loser|defeated by|beaten
beg[aiu]n\w*|start\w*|open\w*|found(?:ed|ing)|establish\w* : end(?:s|ed)?|stop\w*|clos\w+|ceas\w+|collapse\w*
join\w*|enter\w*|arriv\w+|came to : left|leav\w+|exit\w*|depart\w*|withdr\w+
appoint\w*|hir(?:e|ed|ing)|elected : fired|dismiss\w*|sack\w*|oust\w*|removed
born : died|killed|dead|buried
north\w* : south\w*
east\w* : west\w*
before|prior to : after|following
strong\w*|strength\w* : weak\w*
rich\w*|wealth\w* : poor\w*|poverty
import(?:s|ed|ing)? : export(?:s|ed|ing)?
common\w*|frequent\w*|often|always : rare\w*|never|uncommon|seldom
includ\w+|add(?:s|ed|ing)? : exclud\w+|except|without
inside|internal\w*|inner : outside|external\w*|outer
public\w* : private\w*
same|similar : differ\w*
old\w*|ancient : young\w*|modern
""".strip().splitlines()
_OPPOSITES = tuple(
    tuple(re.compile(rf"\b(?:{side})\b", re.IGNORECASE) for side in line.split(" : ")) for line in _SIDES
)
# Whether the road is open, is answered by that it was closed.
_ASKS_WHETHER = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may|should)\b", re.IGNORECASE
)


def tells_opposite(question: str, text: str) -> bool:
    """True if `question` has a word of which only the opposite stands in `text`."""
    if _ASKS_WHETHER.match(question):
        return False
    return any(
        asked.search(question)
        and not other.search(question)
        and other.search(text) is not None
        and not asked.search(text)
        for pair in _OPPOSITES
        for asked, other in (pair, pair[::-1])
    )
