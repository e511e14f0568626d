"""A pronoun of a statement stands for whom it stands for in the sentence, and a figure for its own deed."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

HURT = "Ann Bell told the court she had been hurt by two men and had been offered 900 crowns to keep quiet."
OF_ANOTHER = [
    (HURT, "Ann Bell told the court she had offered 900 crowns to keep quiet."),
    ("Norvane beat Orrin 2-1 and lost to Tarnvik, who beat Orrin 4-0.", "Norvane beat Orrin 4-0."),
    (
        "Dorn told the jury he had been paid 700 francs by a stranger.",
        "Dorn told the jury he had paid 700 francs.",
    ),
    (
        "The warden told the panel she had pleaded for 30 more beds.",
        "The warden told the panel she had 30 more beds.",
    ),
    (
        "When Ida Lund sacked Tor Berg in May, he said she had broken her word.",
        "She said he had broken her word.",
    ),
    (
        "When Ida Lund sacked Tor Berg in May, he said she had broken her word.",
        "She said she had broken her word.",
    ),
    (
        "The bishop told the nun that the priest had shouted at him because he was tired.",
        "The bishop told the nun that he was tired.",
    ),
    (
        "Halden employs 8,000 people, of whom 900 work in Orrin and may be moved to Calden.",
        "8,000 people may be moved to Calden.",
    ),
    ("Ten guests were burned, and all but two of the burned were children.", "All were burned."),
    ("Ten guests were burned, and all but two of the burned were children.", "All but two were burned."),
    (
        "Clara Voss, who owns shares in the brewer, Tarn Ale, warned that the harvest was poor.",
        "Tarn Ale warned that the harvest was poor.",
    ),
    ("The ministry has yet to publish the figures.", "The ministry has to publish the figures."),
]
OF_THE_SAME = [
    (HURT, "Ann Bell told the court she had been hurt by two men."),
    ("Norvane beat Orrin 2-1 and lost to Tarnvik, who beat Orrin 4-0.", "Norvane beat Orrin 2-1."),
    (
        "Dorn told the jury he had been paid 700 francs by a stranger.",
        "Dorn told the jury he had been paid 700 francs by a stranger.",
    ),
    (
        "Dorn told the jury he had been paid 700 francs by a stranger.",
        "Dorn told the jury he had been paid 700 francs.",
    ),
    (
        "The warden told the panel she had pleaded for 30 more beds.",
        "The warden told the panel she had pleaded for 30 more beds.",
    ),
    ("The warden told the panel she had 30 beds and no nurse.", "The warden told the panel she had 30 beds."),
    (
        "When Ida Lund sacked Tor Berg in May, he said she had broken her word.",
        "He said she had broken her word.",
    ),
    (
        "Halden employs 8,000 people, of whom 900 work in Orrin and may be moved to Calden.",
        "Halden employs 8,000 people.",
    ),
    (
        "Clara Voss, who owns shares in the brewer, Tarn Ale, warned that the harvest was poor.",
        "Clara Voss warned that the harvest was poor.",
    ),
    ("The ministry has yet to publish the figures.", "The ministry has yet to publish the figures."),
    (
        "The company said it would sell its stake if regulators agree.",
        "The company said it would sell its stake if regulators agree.",
    ),
    (
        "Police said the driver told them he had fallen asleep.",
        "Police said the driver told them he had fallen asleep.",
    ),
    (
        "Unemployment in Calden fell to 4 percent in May, the statistics office said.",
        "Unemployment in Calden fell to 4 percent in May, the statistics office said.",
    ),
    (
        "Unemployment in Calden fell to 4 percent in May, the statistics office said.",
        "The statistics office said unemployment in Calden fell to 4 percent.",
    ),
    (
        "Ann Bell told the judge she had lost her keys and that she would pay.",
        "Ann Bell told the judge she had lost her keys.",
    ),
    ("The mayor, who met the king on Monday, said he would resign.", "The mayor said he would resign."),
    ("Bell's lawyer said she was innocent.", "Bell's lawyer said she was innocent."),
    (
        "The strike cost the railway 3 million crowns a day and ended on Friday.",
        "The strike ended on Friday.",
    ),
    (
        "The strike cost the railway 3 million crowns a day and ended on Friday.",
        "The strike cost the railway 3 million crowns a day.",
    ),
]


@pytest.mark.parametrize(("sentence", "statement"), OF_ANOTHER)
def test_what_another_did_or_had_is_refused(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), OF_THE_SAME)
def test_what_the_same_did_or_had_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
