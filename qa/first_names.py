"""First names that tell a woman from a man nearly everywhere, in lower case and without accents.

Names of both (Kim, Andrea, Robin, Jean) are left out: a pronoun stays as it was typed rather than go astray.
"""

from __future__ import annotations

WOMEN = frozenset(
    """
    abigail adriana agata agatha agathe agnes agnieszka aicha aisha alexandra alice alicia alison amanda
    amelia amina amy ana anastasia angela angelina anita ann anna anne annette annika anya astrid ayesha
    barbara beata beatrice beatriz bella bertha bianca birgit bridget brigitte camilla carla carmen
    carol carolina caroline catherine cecilia celia charlotte chiara chloe christina christine claire
    clara claudia clementine colette cristina cynthia daniela danielle deborah denise diana dolores
    donna dora doris dorota dorothy edith ekaterina elaine eleanor elena elisabeth elise eliza elizabeth
    ella ellen elsa emilia emily emma erika esther eva eve fatima fiona florence frances francesca
    francine frederica frida gabriela gabrielle gemma georgina gertrude giorgia giulia gloria grace
    greta gudrun hannah harriet heather heidi helen helena helene helga henrietta hilary hilda ida ilse
    indira inga ingrid irene irina irma isabel isabella isabelle ivana jacqueline jane janet janice
    jasmine jennifer jessica joanna johanna josephine judith julia juliana julie juliet karin katarina
    kate katharina katherine kathleen katrin katya khadija kirsten kirsty lakshmi lara larissa laura
    leila lena leonora lidia lina linda lisa lisbeth louise lucia lucy ludmila lydia madeleine magda
    magdalena malala margaret margarita margot maria marie marina marta martha martina mary matilda maya
    melanie melissa mercedes meryl mia michelle milena miriam mona monica monika nadia nancy naomi
    natalia natalie natasha nina nora oksana olga olivia pamela patricia paula pauline penelope petra
    philippa pia priya rachel rebecca renee rita rosa rosalind rose ruth sabine sally samantha sandra
    sara sarah sharon sheila shirley sigrid silvia sinead sofia sonia sophia sophie stella stephanie
    susan susanna susanne svetlana sylvia tamara tanya tatiana teresa theresa therese tina ulrike una
    ursula valentina valerie vanessa vera veronica victoria viktoria violet virginia wendy wilhelmina
    yasmin yulia yvette yvonne zainab zara zoe zofia
    """.split()
)
MEN = frozenset(
    """
    aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert alberto alejandro aleksandar
    aleksander alessandro alexander alexandre alfonso alfred ali anders andre andreas andrei andrew
    andrzej angus ansel anselm anthony antoine anton antonio archibald armand arnold arthur arturo
    august barack bartholomew ben benjamin bernard bernardo bernd bilal bill bjorn bogdan boris brendan
    brian bruce bruno carl carlo carlos cedric cesar charles christian christopher clement clive colin
    conor craig cyril damian daniel dario darren david dennis derek desmond diego dieter dimitri dirk
    dmitri dominic donald douglas duncan edgar eduardo edward edwin eitan elias elliot emilio emmanuel
    enrique eric erik ernest ernst erwin ethan eugene fabian fabio felipe felix ferdinand fernando filip
    florian francesco francis francisco frank franz fred frederick fritz gareth gary geoffrey george
    gerald gerard gerhard giacomo gilbert giovanni giuseppe glenn gordon graham gregor gregory guillaume
    gunther gustav guy hamid hans harald harold harry hasan hassan hector heinrich helmut henri henrik
    henry herbert herman howard hugh hugo hussein ian ibrahim ignacio igor imran isaac ismail ivan jack
    jacob jacques jaime jakob jakub james janusz jason javier jeffrey jeremy jerome jerzy jim joachim
    joe joel johan johann johannes john jonas jonathan jorge jose josef joseph joshua juan julian julius
    jurgen karim karl keith kenneth kevin khalid klaus konrad krzysztof kurt lars laszlo laurent leo
    leon leonard leonardo leopold lewis liam lloyd lorenzo louis luca lucas ludwig luigi luis lukas luke
    maciej magnus mahmoud malcolm manuel marc marcel marco marcus marek mariano mario mark markus martin
    mateusz matteo matthew matthias maurice max maximilian michael michal miguel mikhail milan milos
    mohamed mohammad mohammed moritz muhammad mustafa narendra nathan nathaniel neil nicholas nicolas
    niels nigel nikolai nikolas norman olaf oleg oliver olivier omar oscar oskar otto owen pablo patrick
    paul pavel pedro per peter petr philip philippe pierre piotr rafael rahul rajesh ralph ramon raymond
    reinhard rene ricardo richard robert roberto rodrigo roger roland rolf roman ronald rory rudolf
    rupert russell salman samir samuel santiago scott sean sebastian serge sergei sergio seth simon
    stanislaw stefan stefano stephen steven stewart stuart sven tariq theodore thomas tim timothy tobias
    tom tomas tomasz tony trevor ulrich umberto vaclav valentin vasily victor vijay viktor vincent
    vladimir volodymyr walter werner wilhelm william winston wojciech wolfgang xavier yusuf yves zoltan
    """.split()
)
