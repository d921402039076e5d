"""English word lists for matching."""

from bot.matching.language import MatchingLanguage
from bot.reading.language import words
from bot.reading.languages.en_clauses import CLAUSES
from bot.reading.languages.en_forms import INFLECTION

_EVENTS = """
die, dead, death, kill, fatality, perish, toll, death toll, lose lives, lose life, claim lives, take lives, cost lives,
    cost the lives, corpse, body, remains, deceased, slay, drown, casualty, bury, laid to rest, morgue, mortuary, funeral,
    succumb, fatal, murder, shoot dead, gun down, massacre, victim, mourn, life lost, lives lost;
injure, injury, wound, hurt, maim, burn, casualty, treated for, treat, suffer injuries, bruise, fracture;
miss, missing, unaccounted, untraced, not be found, whereabouts unknown, no trace, feared dead, still being sought,
    not been heard from, out of contact, trapped, buried under, under the rubble, swept away;
escape, flee, break out, breakout, get out, get away, getaway, jailbreak, abscond, break free, bolt, slip away, slip out,
    at liberty, run away, gone, crawl out, walk out of prison, run off, storm out, leave the prison, on the loose;
recapture, rearrest, capture, catch, back behind bars, back in custody, back in prison, back in jail, apprehend, seize,
    surrender, turn themselves in, give themselves up, round up, bring back, take back, track down, return to custody,
    in custody again, recover, hunt down, retake, find and arrest;
at large, on the run, on the loose, on the lam, still free, remain free, be sought, hunt, fugitive, be searched for,
    still running, manhunt, search for, pursue, be pursued, still out, not been caught, evade, elude, look for, wanted,
    to go, remaining;
arrest, detain, take into custody, in custody, apprehend, round up, seize, hold, held, behind bars, under arrest, book,
    charge, accuse, indict, jail, remand, pick up, detention, suspect, take away, imprison;
charge, indict, prosecute, accuse, book, face charges, stand trial, convict, sentence, plead guilty;
evacuate, evacuation, displace, homeless, leave homes, flee homes, in shelter, shelter, driven from, drive from, uproot,
    move to safety, told to leave, ordered to leave, evacuee, forced to leave, lose their homes, lose home, in shelters,
    refugee, without a roof;
destroy, damage, wreck, flatten, raze, burn down, level, gut, collapse, ruin, gone, demolish, reduce to rubble, swallow,
    lay waste, crack, uninhabitable, structure lost, homes lost, affect, hit;
rescue, save, pull alive, pull out alive, survive, survivor, bring to safety, bring ashore, pull from, recovered alive,
    found alive, lift to safety, free from, airlift, dig out, safe, account for;
hospitalize, in hospital, to hospital, admit, hospital, hospitalise, intensive care, treat, under treatment, on a ward,
    receive treatment, receiving treatment, patient, discharge, medical care;
attend, gather, turn out, take part, march, rally, assemble, crowd, demonstrate, protest, on the streets, join, turnout,
    protester, fill the streets, throng, take to the streets, participant, present;
lay off, layoff, cut, axe, slash, shed, let go, redundant, redundancy, eliminate, dismiss, job cut, lose job, lose work,
    job loss, do away with, drop, get rid of, part with, go, reduction, trim, cull, sack, fire, pink slip, scrap,
    out of work, close, jobs at risk, notice, severance, remove, reduce, downsize, furlough, send home;
on strike, strike, walk out, walk off, picket, down tools, stop work, walkout, stoppage, industrial action, lay down tools,
    join the strike, off the job, stay away, picket line, stay out, be out, strikers;
infect, contract, sicken, diagnose, test positive, fall ill, case, infection, ill, sick, confirm, catch, patient,
    come down with;
vaccinate, unvaccinated, immunise, jab, dose, shot;
transfer, move, relocate, bring, hand over, receive, arrive, fly, send, take in, transport, ship, reach, transferred,
    repatriate, take over, deliver, convoy, flown, bus, cross, return;
hold, house, contain, home to, keep, confine, jail, imprison, guard, live, shelter, held, detain, population, accommodate,
    in the camp, in the prison, count, occupy;
burn, scorch, char, consume, blacken, area burned, fire, blaze, torch, destroy;
release, free, let out, let go, set free, spring, freed, swap, exchange, hand back, return home;
plan, intend, aim, expect, could, target, propose, may, might, prepare, consider, want to, foresee, envisage, in all,
    planned, set to;
demand, want, ask, seek, call for, claim, after, request, insist on, hold out for, bargain for, press for, asking for,
    settle for;
offer, propose, table, put forward, agree, deal, settle, raise, put on the table, accept, contract, settlement, proposal,
    pledge, promise, provide, put up, come to terms, increase;
represent, cover, employ, workforce, membership, member, payroll, headcount, staff, work for, work at, belong to, in all;
aboard, on board, carry, passenger, on the boat, on the ship, on it, crowded onto, travel, sail, load, set out, occupant,
    manifest;
identify, name, names released, names published, next of kin, recognise, identification, made public;
suspend, place on leave, put on leave, remove from duty, relieve, leave without pay, off duty, stood down, dismiss;
attack, attacker, gunman, assailant, shooter, take part in the attack, open fire, carry out, burst in, raid, storm;
without power, without electricity, power cut, outage, blackout, lose power, in the dark, cut off, disconnect;
close, shut, shutter, suspend, halt, idle, stop, cancel, closure, ground;
seize, confiscate, impound, haul, find, intercept, capture, discover;
vote, cast, turnout, ballot, poll, win, elect, in favour, back, against;
reward, offer, bounty, information leading to, on the head of;
donate, give, pledge, aid, fund, raise, contribute, relief;
deploy, send, mobilise, dispatch, post, take part in the search, on duty, search, assist;
"""
_NOUNS = """
detainee, prisoner, inmate, convict, escapee, fugitive, captive, criminal, jail inmate, offender, suspect, internee;
worker, employee, staff, staffer, member of staff, job, position, role, post, colleague, personnel, hand, striker,
    autoworker, crew, clerk, labourer, union member, member, workforce, headcount;
house, home, building, structure, property, dwelling, household, residence, apartment, flat, hut, block, roof, unit;
soldier, troop, fighter, militant, combatant, serviceman, gunman, insurgent, rebel, militiaman, police officer, officer;
plant, factory, site, facility, works, location, warehouse, mill, distribution center, shop, branch, store;
passenger, traveller, person aboard, occupant, people on board, crew, people aboard;
patient, case, infection, sufferer, sick;
dead, death, fatality, victim, body, corpse, casualty, life, remains, killed;
injured, wounded, casualty, hurt, injury;
migrant, refugee, displaced person, evacuee, asylum seeker, family, displaced, returnee;
child, minor, boy, girl, juvenile, pupil, student, schoolchild, teenager, baby, infant, youngster, schoolgirl;
protester, demonstrator, marcher, participant, attendee, crowd, people, supporter, fan, rioter;
suspect, attacker, gunman, assailant, perpetrator, shooter, person, arrest, detainee;
customer, home, household, subscriber, user, account, client, consumer, record;
vehicle, car, lorry, truck, bus, train, service;
voter, vote, ballot, elector;
bird, chicken, hen, turkey, poultry, animal, head, flock;
acre, hectare, square kilometre, square mile, area;
hostage, captive, abductee, person, kidnapped;
missing, unaccounted, missing person, name;
percent, raise, pay rise, wage increase, pay increase, increase, rise;
"""
_GENERIC_NOUNS = ("person", "people", "man", "woman", "individual", "other", "life", "soul", "human")

_FUNCTION_WORDS = """
a an the this that these those its their his her our your my some any each every no all both of in on at by to from
with without for about against across after before behind between beyond during into inside near onto over under
outside since through throughout toward towards until upon within among amid amongst along alongside around despite
and or but nor yet so than as if when while where whereas whether because although though once unless who whom whose
which what how why there here then now also only just even still already again too not never ago is are was were be
been being am has have had do does did will would can could may might must shall should he she it they we you i him
them us me out up off down away back per said says say according including plus versus came come comes go goes went
got get gets took take takes made make makes left remained remain remains lost fled died told added became become
began stood stands monday tuesday wednesday thursday friday saturday sunday
"""


def families(table: str) -> tuple[tuple[str, ...], ...]:
    """Read families of terms: commas within, semicolons between."""
    rows = (" ".join(row.split()) for row in table.split(";"))
    return tuple(tuple(term.strip() for term in row.split(",")) for row in rows if row)


MATCHING = MatchingLanguage(
    inflection=INFLECTION,
    clauses=CLAUSES,
    coordinators=words("and or but while whereas plus as after before when with alongside"),
    families={
        "people": (
            "people",
            "person",
            "man",
            "woman",
            "child",
            "civilian",
            "resident",
            "victim",
            "individual",
            "other",
            "soul",
        ),
        "detainees": ("detainee", "prisoner", "inmate", "convict", "escapee", "fugitive"),
        "fighters": ("fighter", "militant", "member", "soldier", "combatant"),
        "families": ("family", "household"),
        "children": ("child", "minor", "boy", "girl", "juvenile"),
    },
    events=families(_EVENTS),
    nouns=families(_NOUNS),
    generic=_GENERIC_NOUNS,
    relatives=frozenset({"who", "that", "which", "whom"}),
    finite=words(
        """
        are were is was have has had will would can could may might remain remains remained do did does got
        became
        """
    ),
    changes=words(
        """
        rise raise climb grow go reach stand put bring increase jump soar pass top revise update lower fall
        drop total come decline shrink swell number exceed surpass double mount dip ease tick hit edge creep spiral
        hover amount begin start
        """
    ),
    links=words(
        """
        has have had is are was were be been being will would could may might now then also already officially
        currently still since later further sharply quickly slowly steadily again only just provisionally to at by past
        above over beyond below under from down up back out least most more than as high low of the a an its their
        around about nearly almost estimated put placed set given confirmed believed thought feared said reported
        """
    ),
    partitives=frozenset({"of"}),
    determiners=words("the these those its their his her our such all"),
    phrase_ends=words(_FUNCTION_WORDS),
    participle_endings=("ed", "ing"),
    participles=words("dead hurt held shot found killed lost taken missing alive ill"),
    pronouns=words("others other them more total such ones"),
    increments=words("more another additional further extra new other others"),
    subcounts=(
        ("including",),
        ("among", "them"),
        ("of", "them"),
        ("of", "whom"),
        ("of", "which"),
        ("of", "those"),
        ("of", "these"),
        ("among", "those"),
        ("among", "whom"),
        ("them",),
        ("include",),
        ("includes",),
        ("included",),
        ("comprising",),
    ),
    totals=words("toll number total tally figure count sum"),
    number_words=words("""
            about around roughly approximately some nearly almost over more than at least under fewer less
            up to an estimated one two three four five six seven eight nine ten eleven twelve fifteen twenty
            thirty forty fifty dozen hundred thousand million
            """),
    calendar=words("""
            january february march april may june july august september october november december jan feb
            mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday
            sunday mr mrs ms dr gov gen lt col president minister governor mayor sheriff police chief
            general king queen prime the an on in at by it he ministry ministries department defense defence
            interior foreign health justice office council court agency commission army national federal
            state central international spokesman spokeswoman officials authorities secretary director
            commander she
            """),
    speaks=words("say tell report add note confirm announce warn argue believe think"),
    groups=words("group batch team crew unit squad family party gang cell"),
    there=words("there here inside thereby"),
    place_nouns=words("""
            camp prison jail site facility village town city district province county hospital plant factory
            building island center centre compound complex annex penitentiary station square stadium port
            airport
            """),
    anaphors=words("them whom which these those"),
    copulas=words("are were is was"),
    origins=frozenset({"from"}),
    locatives=words("at in near on outside inside across"),
    indefinites=words("a an one two three four five its their another each some several other both"),
)
