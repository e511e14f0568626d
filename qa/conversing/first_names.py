"""First names that tell a woman from a man nearly everywhere, in lower case and without accents.

Names of both (Kim, Andrea, Robin, Jean) are left out: a pronoun stays as it was typed rather than go astray.
"""

from __future__ import annotations

WOMEN = frozenset(
    """
    abigail ada adaeze adela adriana agata agatha agathe agnes agnieszka aicha aino aisha akiko
    alexandra alice alicia alison alma amalia amalie amanda amara amelia amelie amina amira amy ana
    anastasia aneta angela angelina anita anja anjali anke ann anna anne annegret annette annika anya
    aoife astrid augusta aurelia ayesha ayla aylin ayse barbara beata beate beatrice beatrix beatriz
    bella berit berta bertha bess bettina bianca birgit birgitta blanche bodil bozena brenda bridget
    brigitte camilla capucine carla carly carmen carol carole carolina caroline catherine cecilia cecily
    celeste celia charlotte chiamaka chiara chloe christina christine claire clara claudia claudine
    clementine colette constance consuelo cora cordelia corinne cornelia cosima cristina cynthia dagmar
    dagny daniela danielle deborah deepa defne delia delphine denise diana diane dolores donna dora
    doreen doris dorota dorothea dorothy ebba ebru edda edith ekaterina elaine eleanor elena elif elin
    elisabeth elise eliza elizabeth elke ella ellen ellie elodie elsa elsie elspeth emilia emily emine
    emma erika esperanza esra estela estelle esther eunice eva eve farah fatima fatma faye felicia
    felicity fenella fiona flora florence florentina folake frances francesca francine freda frederica
    freya frida gabriela gabrielle gemma georgina geraldine gerda gertrude gianna gillian giorgia gisela
    giulia gladys gloria grace grazyna greta gudrun gunilla gwen gwendolyn halima halina hanna hannah
    hanne hanneke hannelore harriet hatice heather hedda hedwig heidi helen helena helene helga helmi
    henrietta henrika henrike hermine hermione hester hilary hilda hilde honor ida ilse imogen indira
    ines inez inga ingeborg inger ingrid irena irene irina iris irma isabel isabella isabelle isolde
    ivana ivy jacqueline jadwiga jana jane janet janice jasmine jelena jennifer jessica joan joanna
    johanna josefa josephine joyce judith judy julia juliana julie juliet jutta jytte kaisa karen karin
    katarina kate katharina katherine kathleen katrin katya kavita keiko keira kerstin khadija kirsten
    kirsty klara kristin kristina lakshmi lara larissa laura lavinia leila lena lenka leonie leonora
    leticia leyla lidia liesel liisa lina linda linnea lisa lisbeth liv livia lorna lorraine lotte
    louisa louise lucia lucille lucinda lucy ludmila luisa lydia mabel madeleine maeve magda magdalena
    maggie maja malala malin mandy manon manuela mara marcela maren margaret margarita margaux margit
    margot marguerite maria mariam marianne marie marina marisol marit marta martha marthe martina mary
    mathilda matilda matilde maud maureen maya meera meghan melanie melissa meltem mercedes meredith
    meryl mette mia michelle mildred milena millicent mina minna mira miranda mirela miriam mirjam mirka
    moira molly mona monica monika morag muriel myra nadia nadine nancy naoko naomi natalia natalie
    natasha nela nell ngozi niamh nicole nina nisha noemi nora norah norma nuala nuria octavia odette
    odile oksana olena olga olivia oona orla ottilie ottoline paloma pamela paola pascale patricia paula
    pauline peggy penelope pernille petra philippa philomena phoebe phyllis pia pilar polly pooja poppy
    priya rachel ramona rani rania raquel rebecca regina renata renee rhona rita roberta rocio ronja
    rosa rosalie rosalind rosamund rosanna rose rosemary roxana roxanne runa ruth sabina sabine sakura
    sally salome samantha sandra sara sarah sari saskia selma sharon sheila shirin shirley shreya signe
    sigrid sigrun silvia simone sinead siobhan sofia sofie solveig sonia sophia sophie soraya stella
    stephanie sunita sunniva susan susanna susanne svetlana swati sylvia sylvie tabitha tamara tamsin
    tanya tatiana teresa tess thea thelma theodora theresa therese tilda tina tove trudy tuula tuva ulla
    ulrike una ursula usha valentina valeria valerie vanessa vera verity veronica vesna victoria vigdis
    viktoria viola violet virginia viveka wanda wendy wilhelmina willa wilma winifred xenia ximena yana
    yara yasmin yetunde ylva yoko yolanda yuki yulia yusra yvette yvonne zahra zainab zara zdenka zeynep
    zoe zofia zora zuzana zuzanna
    """.split()
)
MEN = frozenset(
    """
    aaron abdul abdullah abel abraham adam adrian ahmad ahmed aidan aksel alan alasdair alastair alban
    albert alberto albin alejandro aleksandar aleksander alessandro alex alexander alexandre alfonso
    alfred ali alistair allan amadou ambrose amir amos anders andre andreas andrei andrew andrzej angus
    anil ansel anselm anthony antoine anton antonio archibald archie arjun arlo armand arne arno arnold
    aron artem arthur arturo arvid august augustin aurel axel barack barnaby barry bartholomew bartosz
    basil bastian ben benedict benedikt benjamin bernard bernardo bernd bertil bertram bertrand bilal
    bill bjorn bogdan bohdan boris boyd bram brendan brian bruce bruno bryn callum calvin carl carlo
    carlos carsten casimir caspar casper cedric cesar charles christian christoph christopher cillian
    clement clifford clive colin colm connor conor conrad cormac cornelis cornelius craig crispin curtis
    cuthbert cyril damian damien dan daniel danny dario darius darren david declan denis dennis derek
    dermot desmond didier diego dieter dimitri dirk dmitri dominic donald dorian douglas dragan duncan
    dwight dylan eamon eddie edgar edmund edric eduardo edward edwin egon einar eitan elias elliot emeka
    emil emilio emmanuel emmet enrico enrique enzo ephraim eric erik ernest ernesto ernst erwin ethan
    etienne eugene evan everard evert ewald ewan fabian fabio felipe felix ferdinand ferenc fergus
    fernando filip finlay finn fintan florian francesco francis francisco frank franz fred frederick
    frederik friedrich fritz gabriel gareth gary gaspar gavin geoffrey georg george gerald gerard
    gerhard gerrit gert giacomo gideon gil gilbert giles gilles giorgio giovanni giuseppe glenn godfrey
    goran gordon graeme graham grant greg gregor gregory guido guillaume gunnar gunther gustaf gustav
    guy haakon hakan hakim hamid hamish hamza hanno hans harald harold harry harvey hasan hassan hector
    heinrich heinz helmut hendrik henri henrik henry herbert herman hiroshi horace horst howard hubert
    hugh hugo humphrey hussein iain ian ibrahim ignacio igor ilario imran imre ingmar isaac isak ismail
    istvan ivan ivar ivo ivor jack jacob jacques jaime jake jakob jakub james janek janusz jared jason
    jasper javier jeff jeffrey jens jeremy jerome jerzy jim jiri joachim joao joaquin joe joel johan
    johann johannes john johnny jonah jonas jonathan joost jorge jose josef joseph joshua josiah jozef
    juan jukka julian julius jurgen justin karel karim karl kaspar keith kenji kenneth kevin khalid
    kieran klaus knut kofi konrad konstantin krzysztof kurt kwame lachlan lambert lars laszlo laurence
    laurent lawrence leif lennart leo leon leonard leonardo leonid leopold leroy lester lewis liam linus
    lionel lloyd lorcan lorenz lorenzo lothar louis luc luca lucas ludo ludvig ludwig luigi luis lukas
    lukasz luke luther maciej magnus mahmoud malcolm manfred manuel marc marcel marcin marco marcus
    marek mariano mario marius mark markus martin marvin massimo mateo mateusz mathias mathieu mathis
    matteo matthew matthias maurice max maxim maximilian mehmet michael michal mick miguel mihai mikael
    mike mikhail mikkel mikko miklos milan milo milos mitchell mohamed mohammad mohammed moritz morten
    muhammad mustafa narendra nathan nathaniel ned neil nelson neville niall nicholas nick nicolas niels
    nigel nikola nikolai nikolas nils noah norbert norman nuno olaf olav ole oleg oliver olivier omar
    orhan oscar oskar osman otis otmar otto owen pablo padraig paolo pascal patrick paul pavel pawel
    peder pedro per percival percy peregrine peter petr phil philip philippe pierre piers piet pieter
    piotr quentin radek rafael rafal ragnar rahul rainer raj rajesh ralf ralph ramon randolph rashid
    rasmus raul ravi raymond reginald reinhard rene ricardo richard rick robert roberto roderick rodrigo
    roger roland rolf roman ron ronald rory ross roy ruben rudi rudolf rufus rui rupert russell ryan
    salman salvatore samir samuel sandro sanjay santiago saul scott sean sebastian serge sergei sergio
    seth severin sigurd silas silvio simeon simon sindre slavko solomon spencer stan stanislav stanislaw
    stanley stefan stefano stellan stepan stephane stephen steve steven stewart stig stuart suresh sven
    tadeusz takeshi tariq ted teodor terence terry theo theodor theodore thiago thierry thomas thorsten
    tim timothy tobias todd tom tomas tomasz tony torben torsten trevor tristan ulf ulrich ulrik umberto
    uwe vaclav valentin vasco vasily vernon victor viggo vijay viktor vincent vincenzo vitaly vladimir
    volodymyr wallace walt walter warren wayne werner wesley wilfred wilhelm willem william winston
    wojciech wolfgang xavier yannick yuri yusuf yves zbigniew zoltan zoran zsolt
    """.split()
)
