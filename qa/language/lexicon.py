"""Word lists for reading news: roles, company words, place words. All in lower case."""

from __future__ import annotations

from qa.dates import MONTHS, WEEKDAYS

# Words that a person's role ends in; what stands right behind one in capitals is that person.
ROLE_WORDS = frozenset(
    """
    accountant activist actor actress adviser advisor administrator ambassador analyst anchor architect
    artist attorney author baker banker baroness boss broker campaigner captain cardinal ceo cfo chair
    chairman chairperson chairwoman champion chancellor chief clerk coach colonel columnist commander
    commissioner composer congressman congresswoman consul consultant contractor coo coordinator
    co-founder cofounder correspondent councillor counsel cto curator dean delegate deputy detective
    developer diplomat director doctor driver economist editor emperor engineer entrepreneur envoy
    executive expert farmer filmmaker fisherman founder general geologist governor guard head
    hydrologist inspector investigator investor journalist judge justice king laureate lawmaker lawyer
    leader lecturer legislator lieutenant magistrate major manager marshal master mayor mediator
    meteorologist minister nurse officer official ombudsman organiser organizer owner painter
    parliamentarian partner pastor physician pilot player poet pope premier president prince princess
    principal professor prosecutor queen rector reporter representative researcher retailer scientist
    secretary secretary-general senator sergeant sheikh sheriff shopkeeper skipper solicitor speaker
    specialist spokesman spokesperson spokeswoman strategist striker student sultan superintendent
    surgeon teacher technician trader trainer treasurer trustee veterinarian vice-president virologist
    volunteer warden winner worker writer shipbuilder butcher carpenter conductor courier curator
    dentist designer electrician gardener nun priest rabbi imam bishop archbishop sailor soldier tailor
    translator vicar waiter waitress biologist historian physicist restorer archivist choreographer
    referee chemist epidemiologist climatologist sociologist psychologist goalkeeper midfielder defender
    swimmer singer sculptor novelist playwright archaeologist astronomer astronaut botanist pharmacist
    psychiatrist midwife paramedic chef tycoon comedian dancer violinist pianist cellist tenor soprano
    footballer cyclist boxer jockey grandmaster prodigy mp mep
    """.split()
)
# Currencies by name, in the singular.
CURRENCIES = frozenset(
    """
    baht birr cedi crown dinar dirham dollar dong dram escudo euro florin forint franc guilder hryvnia
    koruna krona krone kuna lari lira mark naira peseta peso pound rand ringgit riyal rouble ruble rupee
    rupiah shekel shilling taka tenge won yen yuan zloty
    """.split()
)
# A sum's currency as written, plurals, parts and codes included.
CURRENCY = (
    rf"(?:(?:{'|'.join(sorted(CURRENCIES))})s?|kron(?:er|or)|rea(?:l|is)|renminbi|cents?|pence|"
    "usd|eur|gbp|inr|chf)"
)
HONORIFICS = frozenset(
    """
    mr mrs ms miss sir dr prof rev mr. mrs. ms. dr. prof. rev.
    """.split()
)
# Words that make a run the name of an organisation when it ends in one, or begins with one before "of".
ORGANISATION_WORDS = frozenset(
    """
    aerospace agency airlines airways alliance army assembly associates athletic association authority
    bank board brigade brothers bureau cabinet capital center centre chamber club coalition college
    commission committee company confederation congress consortium consultancy cooperative corp
    corporation corps council court customs defence defense department directorate electric electronics
    energy enterprises federation finance force forces forge forum foundation fund gazette group guard
    holding holdings hospital hospitals inc industries initiative institute institution insurance
    insurers international laboratory laboratories league lines list llc llp logistics ltd manufacturers
    media ministry mission motors movement museum navy network news observer office oil organisation
    organization parliament partners party pharma pharmaceuticals plc police post press railway railways
    rail rovers school securities semiconductor senate service services shipping society software
    solutions steel systems team technologies technology telecom times trades treasury tribunal trust
    union united university ventures wire workers works yards shipyard shipyards gmbh ag sa co
    """.split()
)
BEFORE_OF = frozenset(
    """
    university bank ministry society department institute board union house association court council
    federation academy college school bureau office league chamber
    """.split()
)
PLACE_WORDS = frozenset(
    """
    airport avenue bay bridge canal city coast county district gulf harbour hill hills island islands
    lake lane mountain mountains ocean park peninsula plain port province quay region river road sea
    square straits street terminal tower town valley village island
    """.split()
)
CALENDAR = frozenset(w.lower() for w in (*MONTHS, *WEEKDAYS)) | frozenset(
    """
    jan feb mar apr aug sept sep oct nov dec
    """.split()
)
INSIDE_PERSON = frozenset(
    """
    de van von der den bin al del da la di ter dos du le el ibn ben y e
    """.split()
)
COMPANY_NOUNS = frozenset(
    """
    agency airline bank broadcaster carrier charity club college company conglomerate contractor
    developer employer exporter firm giant group hospital insurer institute lender maker manufacturer
    ministry museum operator organisation organization party producer publisher retailer shipyard
    startup start-up supplier union university
    """.split()
)
# One of many people: "they" as often as "it".
GROUPS = frozenset("police team crew family couple staff board government council public crowd".split())
