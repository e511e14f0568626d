"""First names that tell a woman from a man nearly everywhere, in lower case and without accents.

Names of both (Kim, Andrea, Robin, Jean) are left out: a pronoun stays as it was typed rather than go astray.
"""

from __future__ import annotations

WOMEN = frozenset(
    """
    abigail ada adela adriana agata agatha agathe agnes agnieszka aicha aisha alexandra alice alicia
    alison alma amalia amalie amanda amelia amelie amina amira amy ana anastasia aneta angela angelina
    anita anja anke ann anna anne annegret annette annika anya aoife astrid augusta aurelia ayesha ayla
    barbara beata beate beatrice beatrix beatriz bella berit berta bertha bess bettina bianca birgit
    blanche bozena brenda bridget brigitte camilla capucine carla carmen carol carole carolina caroline
    catherine cecilia cecily celeste celia charlotte chiara chloe christina christine claire clara
    claudia claudine clementine colette constance consuelo cora cordelia corinne cornelia cosima
    cristina cynthia dagmar dagny daniela danielle deborah delia delphine denise diana diane dolores
    donna dora doreen doris dorota dorothea dorothy ebba edda edith ekaterina elaine eleanor elena elin
    elisabeth elise eliza elizabeth elke ella ellen ellie elodie elsa elsie elspeth emilia emily emma
    erika estela estelle esther eunice eva eve farah fatima faye felicia felicity fenella fiona flora
    florence florentina frances francesca francine freda frederica freya frida gabriela gabrielle gemma
    georgina geraldine gerda gertrude gianna gillian giorgia gisela giulia gladys gloria grace grazyna
    greta gudrun gwen gwendolyn halina hanna hannah hanne hanneke hannelore harriet heather hedda hedwig
    heidi helen helena helene helga henrietta henrika henrike hermine hermione hester hilary hilda hilde
    honor ida ilse imogen indira ines inez inga ingeborg ingrid irena irene irina iris irma isabel
    isabella isabelle isolde ivana ivy jacqueline jadwiga jana jane janet janice jasmine jelena jennifer
    jessica joan joanna johanna josefa josephine joyce judith judy julia juliana julie juliet jutta
    karen karin katarina kate katharina katherine kathleen katrin katya khadija kirsten kirsty klara
    kristin kristina lakshmi lara larissa laura lavinia leila lena lenka leonie leonora leyla lidia
    liesel lina linda linnea lisa lisbeth liv livia lorna lorraine lotte louisa louise lucia lucille
    lucinda lucy ludmila luisa lydia mabel madeleine maeve magda magdalena maggie malala malin manon
    mara margaret margarita margaux margit margot marguerite maria marianne marie marina marisol marit
    marta martha marthe martina mary mathilda matilda matilde maud maureen maya meghan melanie melissa
    mercedes meryl mia michelle mildred milena millicent minna mira mirela miriam mirjam mirka moira
    molly mona monica monika morag muriel nadia nadine nancy naomi natalia natalie natasha nela nell
    niamh nina noemi nora norah nuala octavia odette odile oksana olga olivia oona orla ottilie ottoline
    paloma pamela patricia paula pauline peggy penelope petra philippa philomena phyllis pia pilar poppy
    priya rachel ramona raquel rebecca regina renata renee rhona rita roberta rocio ronja rosa rosalind
    rosamund rose rosemary roxanne ruth sabine sally salome samantha sandra sara sarah saskia selma
    sharon sheila shirley signe sigrid sigrun silvia simone sinead siobhan sofia sofie solveig sonia
    sophia sophie stella stephanie sunita susan susanna susanne svetlana sylvia sylvie tabitha tamara
    tanya tatiana teresa thea thelma theodora theresa therese tilda tina tove ulla ulrike una ursula
    valentina valerie vanessa vera verity veronica vesna victoria vigdis viktoria violet virginia wanda
    wendy wilhelmina willa wilma winifred xenia ximena yana yara yasmin ylva yolanda yulia yvette yvonne
    zainab zara zdenka zoe zofia zora zuzanna
    """.split()
)
MEN = frozenset(
    """
    aaron abdul abdullah abel abraham adam adrian ahmad ahmed aidan aksel alan alasdair albert alberto
    albin alejandro aleksandar aleksander alessandro alexander alexandre alfonso alfred ali amadou
    ambrose amir amos anders andre andreas andrei andrew andrzej angus anil ansel anselm anthony antoine
    anton antonio archibald arjun armand arne arno arnold aron arthur arturo arvid august augustin aurel
    axel barack barnaby bartholomew bartosz basil bastian ben benedict benedikt benjamin bernard
    bernardo bernd bertil bertram bilal bill bjorn bogdan bohdan boris boyd bram brendan brian bruce
    bruno callum carl carlo carlos casimir caspar casper cedric cesar charles christian christopher
    cillian clement clifford clive colin colm conor conrad cormac cornelius craig crispin cuthbert cyril
    damian daniel dario darren david declan denis dennis derek desmond didier diego dieter dimitri dirk
    dmitri dominic donald dorian douglas dragan duncan dwight eamon eddie edgar edmund edric eduardo
    edward edwin egon eitan elias elliot emeka emil emilio emmanuel emmet enrique enzo ephraim eric erik
    ernest ernst erwin ethan etienne eugene evan everard evert ewald ewan fabian fabio felipe felix
    ferdinand ferenc fergus fernando filip finlay fintan florian francesco francis francisco frank franz
    fred frederick fritz gareth gary gaspar gavin geoffrey george gerald gerard gerhard gerrit gert
    giacomo gideon gil gilbert giles gilles giovanni giuseppe glenn godfrey goran gordon graham gregor
    gregory guillaume gunnar gunther gustaf gustav guy haakon hakim hamid hamish hamza hans harald
    harold harry harvey hasan hassan hector heinrich helmut hendrik henri henrik henry herbert herman
    hiroshi horace horst howard hubert hugh hugo humphrey hussein iain ian ibrahim ignacio igor imran
    imre ingmar isaac isak ismail istvan ivan ivar ivo jack jacob jacques jaime jakob jakub james janusz
    jason jasper javier jeff jeffrey jens jeremy jerome jerzy jim joachim joao joe joel johan johann
    johannes john jonah jonas jonathan jorge jose josef joseph joshua josiah juan julian julius jurgen
    karel karim karl kaspar keith kenji kenneth kevin khalid klaus knut kofi konrad konstantin krzysztof
    kurt kwame lachlan lambert lars laszlo laurence laurent leif lennart leo leon leonard leonardo
    leopold lester lewis liam linus lionel lloyd lorenz lorenzo lothar louis luc luca lucas ludvig
    ludwig luigi luis lukas lukasz luke luther maciej magnus mahmoud malcolm manuel marc marcel marco
    marcus marek mariano mario marius mark markus martin mateo mateusz mathis matteo matthew matthias
    maurice max maximilian michael michal mick miguel mike mikhail mikko miklos milan milo milos
    mitchell mohamed mohammad mohammed moritz muhammad mustafa narendra nathan nathaniel ned neil
    neville niall nicholas nick nicolas niels nigel nikola nikolai nikolas nils norbert norman nuno olaf
    olav ole oleg oliver olivier omar oscar oskar otis otmar otto owen pablo padraig paolo patrick paul
    pavel pawel peder pedro per percival percy peter petr phil philip philippe pierre piet pieter piotr
    quentin radek rafael ragnar rahul rainer rajesh ralph ramon randolph rashid rasmus ravi raymond
    reginald reinhard rene ricardo richard rick robert roberto roderick rodrigo roger roland rolf roman
    ron ronald rory roy ruben rudi rudolf rufus rui rupert russell salman samir samuel sanjay santiago
    saul scott sean sebastian serge sergei sergio seth silas simeon simon sindre slavko solomon stan
    stanislaw stefan stefano stellan stepan stephen steven stewart stig stuart suresh sven takeshi tariq
    ted teodor terence theo theodore thiago thierry thomas tim timothy tobias todd tom tomas tomasz tony
    torben trevor ulf ulrich ulrik umberto vaclav valentin vasco vasily vernon victor viggo vijay viktor
    vincent vladimir volodymyr wallace walt walter warren wayne werner wesley wilfred wilhelm willem
    william winston wojciech wolfgang xavier yannick yusuf yves zoltan zoran zsolt
    """.split()
)
