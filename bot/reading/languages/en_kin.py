"""English families of words: whoever seeds one of them means the others too, a little less.

Commas divide the terms of a family, semicolons the families. A term may stand in several: which claim it speaks for is
decided by what else a topic names.
"""

SYNONYMS = """
die, dead, death, kill, fatality, perish, toll, death toll, lose lives, lose life, claim lives, corpse, body,
    deceased, slay, drown;
injure, injury, wound, hurt;
miss, missing, unaccounted, untraced, not be found;
escape, flee, break out, breakout, get out, get away, jailbreak, abscond, break free, bolt, slip away, at liberty;
recapture, rearrest, capture, catch, back behind bars, back in custody, apprehend, seize, surrender, turn themselves
    in, round up;
at large, on the run, on the loose, on the lam, still free, remain free, be sought, hunt, fugitive, be searched for,
    still running;
arrest, detain, take into custody, in custody, apprehend, round up, seize;
evacuate, displace, homeless, leave homes, flee homes, in shelter, shelter, driven from;
destroy, damage, wreck, flatten, raze, burn down, level, gut, collapse, ruin, gone;
rescue, save, pull alive, pull out alive, survive, survivor, bring to safety;
hospitalize, in hospital, to hospital, admit;
attend, gather, turn out, take part, march, rally, assemble, crowd;
lay off, layoff, cut, axe, slash, shed, let go, redundant, redundancy, eliminate, dismiss, job cut, lose job;
on strike, strike, walk out, walk off, picket, down tools, stop work, walkout;
infect, contract, sicken, diagnose, test positive, fall ill;
transfer, move, relocate, bring, hand over, receive, arrive, fly, send, take in, transport, ship, reach;
hold, house, contain, home to, keep, confine, jail, imprison, guard, live, shelter;
burn, scorch, char, consume, blacken;
release, free, let out, let go, set free, spring;
plan, intend, aim, expect, could, target, propose;
"""
"""Words that mean nearly the same."""

EVENTS = """
die, dead, death, kill, fatality, perish, toll, death toll, lose lives, lose life, claim lives, take lives, cost
    lives, cost the lives, corpse, body, remains, deceased, slay, drown, casualty, bury, laid to rest, morgue,
    mortuary, funeral, succumb, fatal, murder, shoot dead, gun down, massacre, victim, mourn, life lost, lives lost;
injure, injury, wound, hurt, maim, burn, casualty, treated for, treat, suffer injuries, bruise, fracture;
miss, missing, unaccounted, untraced, not be found, whereabouts unknown, no trace, feared dead, still being sought,
    not been heard from, out of contact, trapped, buried under, under the rubble, swept away;
escape, flee, break out, breakout, get out, get away, getaway, jailbreak, abscond, break free, bolt, slip away, slip
    out, at liberty, run away, gone, crawl out, walk out of prison, run off, storm out, leave the prison, on the
    loose;
recapture, rearrest, capture, catch, back behind bars, back in custody, back in prison, back in jail, apprehend,
    seize, surrender, turn themselves in, give themselves up, round up, bring back, take back, track down, return to
    custody, in custody again, recover, hunt down, retake, find and arrest;
at large, on the run, on the loose, on the lam, still free, remain free, be sought, hunt, fugitive, be searched for,
    still running, manhunt, search for, pursue, be pursued, still out, not been caught, evade, elude, look for,
    wanted, to go, remaining;
arrest, detain, take into custody, in custody, apprehend, round up, seize, hold, held, behind bars, under arrest,
    book, charge, accuse, indict, jail, remand, pick up, detention, suspect, take away, imprison;
charge, indict, prosecute, accuse, book, face charges, stand trial, convict, sentence, plead guilty;
evacuate, evacuation, displace, homeless, leave homes, flee homes, in shelter, shelter, driven from, drive from,
    uproot, move to safety, told to leave, ordered to leave, evacuee, forced to leave, lose their homes, lose home,
    in shelters, refugee, without a roof;
destroy, damage, wreck, flatten, raze, burn down, level, gut, collapse, ruin, gone, demolish, reduce to rubble,
    swallow, lay waste, crack, uninhabitable, structure lost, homes lost, affect, hit;
rescue, save, pull alive, pull out alive, survive, survivor, bring to safety, bring ashore, pull from, recovered
    alive, found alive, lift to safety, free from, airlift, dig out, safe, account for;
hospitalize, in hospital, to hospital, admit, hospital, hospitalise, intensive care, treat, under treatment, on a
    ward, receive treatment, receiving treatment, patient, discharge, medical care;
attend, gather, turn out, take part, march, rally, assemble, crowd, demonstrate, protest, on the streets, join,
    turnout, protester, fill the streets, throng, take to the streets, participant, present;
lay off, layoff, cut, axe, slash, shed, let go, redundant, redundancy, eliminate, dismiss, job cut, lose job, lose
    work, job loss, do away with, drop, get rid of, part with, go, reduction, trim, cull, sack, fire, pink slip,
    scrap, out of work, close, jobs at risk, notice, severance, remove, reduce, downsize, furlough, send home;
on strike, strike, walk out, walk off, picket, down tools, stop work, walkout, stoppage, industrial action, lay down
    tools, join the strike, off the job, stay away, picket line, stay out, be out, strikers;
infect, contract, sicken, diagnose, test positive, fall ill, case, infection, ill, sick, confirm, catch, patient,
    come down with;
vaccinate, unvaccinated, immunise, jab, dose, shot;
transfer, move, relocate, bring, hand over, receive, arrive, fly, send, take in, transport, ship, reach,
    transferred, repatriate, take over, deliver, convoy, flown, bus, cross, return;
hold, house, contain, home to, keep, confine, jail, imprison, guard, live, shelter, held, detain, population,
    accommodate, in the camp, in the prison, count, occupy;
burn, scorch, char, consume, blacken, area burned, fire, blaze, torch, destroy;
release, free, let out, let go, set free, spring, freed, swap, exchange, hand back, return home;
plan, intend, aim, expect, could, target, propose, may, might, prepare, consider, want to, foresee, envisage, in
    all, planned, set to;
demand, want, ask, seek, call for, claim, after, request, insist on, hold out for, bargain for, press for, asking
    for, settle for;
offer, propose, table, put forward, agree, deal, settle, raise, put on the table, accept, contract, settlement,
    proposal, pledge, promise, provide, put up, come to terms, increase;
represent, cover, employ, workforce, membership, member, payroll, headcount, staff, work for, work at, belong to, in
    all;
aboard, on board, carry, passenger, on the boat, on the ship, on it, crowded onto, travel, sail, load, set out,
    occupant, manifest;
identify, name, names released, names published, next of kin, recognise, identification, made public;
suspend, place on leave, put on leave, remove from duty, relieve, leave without pay, off duty, stood down, dismiss;
attack, attacker, gunman, assailant, shooter, take part in the attack, open fire, carry out, burst in, raid, storm;
without power, without electricity, power cut, outage, blackout, lose power, in the dark, cut off, disconnect;
close, shut, shutter, suspend, halt, idle, stop, cancel, closure, ground;
seize, confiscate, impound, find, intercept, capture, discover;
vote, cast, turnout, ballot, poll, win, elect, in favour, back, against;
reward, offer, bounty, information leading to, on the head of;
donate, give, pledge, aid, fund, raise, contribute, relief;
deploy, send, mobilise, dispatch, post, take part in the search, on duty, search, assist;
"""
"""Words told of the same kind of event, one way or another."""

NOUNS = """
detainee, prisoner, inmate, convict, escapee, fugitive, captive, criminal, jail inmate, offender, suspect, internee;
worker, employee, staff, staffer, member of staff, job, position, role, post, colleague, personnel, hand, striker,
    autoworker, crew, clerk, labourer, union member, member, workforce, headcount;
house, home, building, structure, property, dwelling, household, residence, apartment, flat, hut, block, roof, unit;
soldier, troop, fighter, militant, combatant, serviceman, gunman, insurgent, rebel, militiaman, police officer,
    officer;
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
