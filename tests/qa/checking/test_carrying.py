"""What a sentence carries though it says it otherwise, and what stands next to that and is not carried."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

SNOW = (
    "Heavy snow closed the Ursel Pass for 36 hours and left 200 lorries stranded, but no one was hurt, the road "
    "authority said on Friday."
)
OSTROG = (
    "Temperatures in Ostrog reached 31 degrees on Monday, 12 above normal for April and only two below the record "
    "set in 1968."
)
CARRIED = [
    (
        "Its islanders have their own parliament, the Stool, which meets in May and may refuse any tax.",
        "Its islanders have their own parliament, which meets in May.",
    ),
    (
        "She inherited the firm from her godfather, the miller Augustin Norrin, who had left Hest in 1990.",
        "She inherited the firm from her godfather, who had left Hest in 1990.",
    ),
    ("The drug cut deaths by 12 percent, Dr Lanke said.", "Deaths were cut by 12 percent by the drug, Dr Lanke said."),
    (
        SNOW,
        "The road authority said heavy snow closed the Ursel Pass for 36 hours and left 200 lorries stranded.",
    ),
    (
        "Farmers blocked four roads around Castellan for a second day on Wednesday in protest at fuel taxes.",
        "On Wednesday farmers blocked four roads around Castellan.",
    ),
    (
        "The members will vote on the offer, which their leaders advise them to reject.",
        "Their leaders advise them to reject the offer.",
    ),
    ("Heavy snow left 200 lorries stranded on the pass.", "200 lorries were stranded on the pass."),
    ("The sculptor Ottoline Vey, who died in March, left her drawings to a school.", "The sculptor died in March."),
    ("Inflation in Calden slowed to 7 percent in July.", "Calden's inflation slowed to 7 percent in July."),
    ("Ann Bell, the head of the railway, resigned on Monday.", "Ann Bell, who heads the railway, resigned on Monday."),
    ("A flood that hit Orrin on Sunday killed six people.", "The flood hit Orrin on Sunday."),
    ("Six miners were freed by soldiers from a flooded shaft.", "Soldiers freed six miners from a flooded shaft."),
    ("Orrin beat Calden 3-1 in Tarnvik on Sunday.", "Calden was beaten 3-1 by Orrin in Tarnvik on Sunday."),
    ("The bank of Orrin cut its rate on Thursday.", "The rate of the bank of Orrin was cut on Thursday."),
    ("A study of 900 adults found that smokers sleep less.", "According to a study of 900 adults, smokers sleep less."),
    ("Doctors wrote in a report that the drug is safe.", "The drug is safe, according to a report."),
    ("Halden agreed to reopen the border crossing.", "Halden agreed to the reopening of the border crossing."),
    ("The train left on Saturday, a day later than planned.", "The train left on Saturday, one day later than planned."),
    ("Carl Dorn left Orrin, and Dorn will not return, his brother said.", "Carl Dorn will not return, his brother said."),
    ("Two were cut by the firm Gorse by 25 points.", "The firm Gorse cut two by 25 points."),
    ("The company, based in Antwerp, said profit fell.", "The company, which is based in Antwerp, said profit fell."),
    ("The avalanche, triggered most likely by a group of skiers who had ignored signs, buried a stretch of road.", "The avalanche was triggered most likely by a group of skiers who had ignored signs."),
    ("Crews pulled the boy alive from the rubble on Monday.", "The boy was pulled alive from the rubble on Monday by crews."),
    ("Maria Keller won the title when she drew with the computer.", "Maria Keller drew with the computer."),
    ("The festival sold 500 tickets, its director said.", "The director of the festival said the festival sold 500 tickets."),
    ("Sponsors including the brewer Halden have withdrawn from the race.", "Halden has withdrawn from the race."),
    ("Novak Ferris, the striker who joined from Orrin in May, scored twice.", "Novak Ferris joined from Orrin in May."),
    ("Prices have risen from 85 cents to 110 cents.", "Prices have risen to 110 cents."),
    ("Prices will go up from 35 to 42 euros in May.", "Prices will go up from €35 to €42 in May."),
    ("\"We are tired,\" said Ann Bell, after talks with the port collapsed on Monday.", "Talks with the port collapsed on Monday."),
    ("Brightwell, which is based in Harsk, agreed to buy Pemberly, the companies said.", "Brightwell is based in Harsk."),
    ("The agency said prices rose, but the union argued that wages fell.", "The union argued that wages fell."),
    ("One in eight shops in Orrin closed, the council said.", "The council said 12.5% of shops in Orrin closed."),
    ("The blast was heard 60 km away at 11 p.m. on Monday.", "The blast was heard 60 kilometres away at 23:00 on Monday."),
    ("Thieves made off with jewels worth 11 million dirhams from the palace in the early hours of Monday.", "Thieves made off with jewels worth 11 million dirhams from the palace."),
    ("The airline lost 14 million euros in the first half of 2025, and aims to break even.", "The airline lost €14 million in the first half of 2025."),
    ("The plant might close in 2028, two years earlier than planned, if the new farm is finished.", "The plant might close in 2028 if the new farm is finished."),
    ("Gorse will cut 40 jobs by the end of next year, its chief, Ann Bell, said.", "Ann Bell said Gorse will cut 40 jobs by the end of next year."),
    ("Storks fell from 412 pairs in 2010 to 268 pairs last summer.", "Storks fell to 268 pairs last summer."),
    ("Eighteen of Halden's 240 ferries were cancelled.", "18 of Halden's 240 ferries were cancelled."),
]  # fmt: skip
NOT_CARRIED = [
    (
        OSTROG,
        "Temperatures in Ostrog reached 31 degrees in 1968.",
    ),
    ("The man who asked who won the race left Calden.", "The man won the race."),
    ("A plan to close the museum in Orrin in May, drawn up by Bell, was dropped.", "A plan to close the museum in Orrin in May."),
    ("The minister said Bell, the mayor of Orrin, had fled.", "Bell, the mayor of Orrin, had fled."),
    ("The ferry takes up to 500 people.", "The ferry takes 500 people."),
    ("A blast in Orrin injured 11 people, three of them seriously, the fire chief said.", "The fire chief said a blast in Orrin seriously injured 11 people."),
    ("The son of the star Lidia Conti was arrested in Orrin.", "The star Lidia Conti was arrested in Orrin."),
    ("Ahmed Baraka was questioned in Orrin about a fire that killed 11 people.", "A fire in Orrin killed 11 people."),
    ("Ann Bell called Carla Dorn when she left.", "Ann Bell left."),
    ("Ann Bell praised the farmer when he left.", "Ann Bell left."),
    ("Nine countries abstained and four, including Norvane, voted against it.", "Nine countries, including Norvane, abstained."),
    ("No sponsors, including Halden, have withdrawn.", "Halden has withdrawn."),
    ("The firm raised its forecast from 310 million to 355 million euros.", "The firm raised its forecast from 355 million to 310 million euros."),
    ("The minister said Bell, who stole the money, had fled.", "Bell stole the money."),
    ("The minister claimed that Bell, the owner of the mine, had fled.", "Bell is the owner of the mine."),
    ("Visitor numbers were flat at 850,000.", "Visitor numbers were up at 850,000."),
    ("\"It was weak,\" said the lawyer Hamid Noori, but Ulla Brink insisted that she would appeal.", "Ulla Brink said, \"It was weak.\""),
    ("The shipyard, as its rivals hoped, has orders for ferries.", "Its rivals have orders for ferries."),
    ("Profits were expected to double; the chain lost 4 million crowns.", "Profits were expected to be 4 million crowns."),
    ("Prices in Calden rose faster in April than in March, but slower than in May.", "Prices in Calden rose faster in April than in May."),
    ("Inflation slowed from 8 percent in June to 7 percent in July.", "Inflation slowed to 7 percent from 8 percent in July."),
    ("Gorse supplier Halden Works plans to hire 40 people.", "Gorse plans to hire 40 people."),
    ("Ann Bell, the head of the railway, resigned on Monday.", "Ann Bell headed the railway."),
    ("Police freed two men in Orrin from a cellar in Calden.", "Police freed two men in Calden."),
    ("Parliament has not yet set a date for the vote.", "Parliament has set a date for the vote."),
    ("Leaders stopped short of endorsing the plan.", "Leaders endorsed the plan."),
    ("Fog was the likely cause of the crash.", "Fog was the cause of the crash."),
    ("Ice shrank to its second-lowest extent in May.", "Ice shrank to its lowest extent in May."),
    ("Members expelled the vice-president, Ann Bell.", "Members expelled the president, Ann Bell."),
    ("The committee voted 31 to 14 to ban cameras.", "The committee voted 31 to 14 against banning cameras."),
    ("The firm raised 700 million yen in May.", "The firm raised 700 million yuan in May."),
    ("Bell beat Dorn 11-7, 9-11, 11-5, 11-8 on Sunday.", "Bell beat Dorn 11-7, 9-11, 11-8, 11-5 on Sunday."),
    ("Police dropped the case after a witness admitted a lie.", "Police dropped the case after they admitted a lie."),
    ("Ann Bell won the prize for her second book.", "Ann Bell won the prize for his second book."),
    ("She heads a group of 230 growers in Orrin, Bell said.", "She heads 230 groups of growers in Orrin, Bell said."),
    ("The ministry would not comment on claims that the milk was spoilt.", "The milk was spoilt."),
    ("The bank has not ruled out a sale, Governor Ann Bell told lawmakers.", "The bank has not ruled out a sale."),
    ("The probe is due in 2031, later than originally planned.", "The probe was originally due in 2031."),
    ("Half of the teachers said they might leave, according to a study.", "Half of the teachers said they might leave."),
    ("The avalanche, triggered most likely by a group of skiers who had ignored signs, buried a stretch of road.", "The avalanche triggered a group of skiers who had ignored signs."),
    ("Bell adjourned the hearing after the defendant dismissed his lawyer.", "Bell adjourned the hearing after she dismissed the defendant's lawyer."),
    ("None of the six climbers was seriously injured.", "None of the six climbers was injured."),
    ("The mayor did not fully support the plan.", "The mayor did not support the plan."),
    ("A merger was possible but not certain, Bell said.", "A merger was not possible but not certain, Bell said."),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "statement"), CARRIED)
def test_what_means_the_same_is_carried(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []


@pytest.mark.parametrize(("sentence", "statement"), NOT_CARRIED)
def test_what_only_sounds_the_same_is_not(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)
    assert problems(sentence, [sentence], context="", parser=parser) == []
