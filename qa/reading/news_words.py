"""Words that news uses for one thing: who asks who was "sacked" reads that he "was dismissed".

A line holds what counts for each other, as words of the question that a sentence has. Only what news uses so
almost always stands here: a wide list answered as much wrongly as rightly (`evals/LOG.md`, 1 December).
"""

from __future__ import annotations

import re

_SAME = r"""
sack(?:s|ed|ing)?|fired|dismiss(?:es|ed|al)?|oust(?:s|ed|ing)?|removed from (?:office|(?:his|her) post)
resum(?:e|es|ed|ing|ption)|restart(?:s|ed|ing)?|start(?:s|ed)? again|reopen(?:s|ed|ing)?
resign(?:s|ed|ing|ation)?|quit(?:s|ting)?|st(?:ep|eps|epped|epping|and|ands|ood|anding) down
collaps(?:e|es|ed|ing)|cav(?:e|ed|ing)(?= in\b)|g(?:ive|ives|ave)(?= way\b)|fell in
postpon(?:e|es|ed|ing|ement)|put (?:off|back)|delay(?:s|ed|ing)?|push(?:ed|es) back|deferred
cancel(?:s|led|ed|ling|lation)?|call(?:s|ed|ing) off|scrap(?:s|ped|ping)?|abandon(?:s|ed)?
cut|cuts|cutting|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)|slash(?:es|ed)
rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|lift(?:s|ed)|went up|gone up
contest(?:s|ed|ing)?|challeng(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|appealed against
compensation|damages|payout
injur(?:ed|ies)|hurt|wound(?:ed|s)
arrest(?:s|ed)?|detain(?:s|ed)?|in custody|taken into custody
lawyers?|solicitors?|attorneys?|barristers?|represent(?:s|ed)|legally
redundanc(?:y|ies)|lay(?:s|ing)? off|laid off|layoffs?|job cuts|jobs? (?:lost|to go|cut)
buy(?:s|ing)?|bought|acquir(?:e|es|ed|ing)|purchas(?:e|es|ed|ing)
evacuat(?:e|ed|ing|ion)|cleared
sav(?:e|es|ed)|rescu(?:e|es|ed|ing)|surviv(?:e|es|ed|ors?)|alive
order|contract|deal|agreement
jabs?|vaccin(?:e|es|ated|ation|ations)|inoculat\w+
protest(?:s|ed|ing|ers?)?|demonstrat(?:e|ed|ion|ions|ors?)|marche(?:d|rs?)|rall(?:y|ies)
abduct(?:s|ed|ion|ors?)?|kidnap(?:s|ped|ping|pers?)?|seized
caus(?:e|es|ed|ing)|trigger(?:s|ed)?|led to|blamed on|because of
shares?|stock|stocks|share price
stakes?|holdings?|shareholdings?
begin(?:s|ning)?|began|begun|start(?:s|ed|ing)?|open(?:s|ed|ing)?|launch(?:es|ed|ing)?|get under way
due|expected|scheduled|planned|set(?= for\b)
""".strip().splitlines()
SAME = tuple(re.compile(rf"\b(?:{line})\b", re.IGNORECASE) for line in _SAME)
