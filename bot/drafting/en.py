"""The words that English lends to drafting."""

from bot.drafting.en_families import FAMILIES
from bot.drafting.language import DraftingLanguage
from bot.model import Measure
from bot.reading.language import words

DRAFTING = DraftingLanguage(
    families=FAMILIES,
    asking=(("how", "many"), ("what", "number", "of"), ("how", "much"), ("what", "percent", "of"), ("what", "share")),
    measures={
        "how much": Measure.MONEY,
        "percent": Measure.PERCENT,
        "per cent": Measure.PERCENT,
        "percentage": Measure.PERCENT,
        "proportion": Measure.PERCENT,
        "share": Measure.PERCENT,
        "magnitude": Measure.MAGNITUDE,
        "how strong": Measure.MAGNITUDE,
        "acres": Measure.AREA,
        "hectares": Measure.AREA,
        "square miles": Measure.AREA,
        "square kilometres": Measure.AREA,
        "square kilometers": Measure.AREA,
        "how large an area": Measure.AREA,
        "how far": Measure.LENGTH,
        "kilometres": Measure.LENGTH,
        "kilometers": Measure.LENGTH,
        "miles": Measure.LENGTH,
        "metres": Measure.LENGTH,
        "how long": Measure.DURATION,
        "hours": Measure.DURATION,
        "days": Measure.DURATION,
        "weeks": Measure.DURATION,
        "months": Measure.DURATION,
    },
    bare=frozenset({"how much", "how strong", "how large an area", "how far", "how long", "proportion", "share"}),
    planned=words("could may might planned plan ceiling maximum"),
    skipped=words("of the these those all his her their its other more additional about"),
    auxiliaries=words(
        """
        are were is was be been being have has had do did does will would can could may might must shall should who
        that which of
        """
    ),
    people=words(
        """
        person people man woman individual other life soul human civilian resident victim citizen villager local
        passenger crew member sailor traveler traveller tourist pilgrim worker employee autoworker staff striker
        labourer laborer miner teacher nurse doctor medic student pupil teenager youth adult prisoner inmate detainee
        convict escapee fugitive suspect fighter militant terrorist extremist jihadist gunman attacker assailant
        operative soldier troop officer policeman trooper guard official volunteer rescuer firefighter responder
        survivor evacuee refugee migrant returnee protester protestor demonstrator marcher participant attendee
        spectator visitor fan voter patient case death fatality casualty body corpse arrest hostage captive
        journalist activist farmer trader driver pilot player customer user subscriber infection injury remains name
        combatant dead injured wounded missing deportee arrestee elder islander householder parishioner worshipper
        worshiper concertgoer churchgoer festivalgoer commuter motorist pedestrian recruit rebel insurgent
        separatist contractor
        """
    ),
    apart=words(
        """
        child boy girl minor juvenile infant baby woman foreigner national family household relative noncombatant
        combatant dependent foreign-national stranger
        """
    ),
    plurals=(
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ),
    possessives=words("ours theirs yours hers its his us yes"),
    demonyms=("ians", "ans", "is", "ese", "ish", "ers", "nds"),
    place_leads=words("in at near from to outside inside around across into toward towards through of"),
    place_kinds=words(
        """
        camp prison jail province county district region city town village island river governorate municipality
        parish hospital stadium airport port valley mountain mountains desert strip bank lake bay coast state
        neighborhood neighbourhood suburb township prefecture penitentiary facility
        """
    ),
    unplaced=words(
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december jan feb mar apr jun jul aug sept sep oct nov dec mr mrs ms dr gov gen lt
        col president minister governor mayor sheriff police chief general king queen prime the a an he she it they
        we i this that these those there but and if as at in on by for from with after before when while since some
        more most many all no not one two three four five six seven eight nine ten also read photo image credit
        according islamic god covid english french spanish arabic x facebook twitter telegram instagram
        """
    ),
    articles=words("al el ash as an ar ad az at la le les las los the"),
    plain=words(
        """
        say said says tell told people person year years day days week weeks month months time times last first new
        also one two three four five more most many some other others including made make took take part several
        report reported reports news official officials authorities according statement spokesman spokeswoman source
        sources number numbers total least still since monday tuesday wednesday thursday friday saturday sunday area
        areas country countries government state local among around early late morning evening night hours hour
        photo read image agency agencies percent million thousand hundred thousands hundreds dozens world city back
        left right high large small public national president minister ministry man men woman women known used
        following amid figure figures toll whose like even just near next held found came come every each already
        expected another those both second called work working place home support great major confirmed added group
        think thing things well good get got going way want need know see
        """
    ),
    persons=words(
        """
        spokesman spokeswoman spokesperson director chief minister mayor governor president secretary commander
        general sheriff superintendent captain colonel major lieutenant sergeant head leader chairman chairwoman
        commissioner senator judge prosecutor attorney coroner ambassador envoy adm gen gov lt col sgt capt dr mr mrs
        ms prof analyst deputy vice prime king queen prince
        """
    ),
    nobody=words(
        """
        source sources report reports statement statements media outlet outlets someone witness witnesses he she they
        it we people man woman resident residents one some many others reporter reporters article story
        """
    ),
    thing_question="How many {noun}{where}? ({event})",
    headline="{title} in {place}",
    plain_question="How many {noun} are there{where}?",
    planned_title="{title}: planned",
    planned_question="How many are planned or possible ({title}{where})?",
)
