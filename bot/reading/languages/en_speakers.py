"""Who speaks, in English: nouns for people, bodies and papers, and the names of outlets."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACCOUNTS = _words(
    """
    estimate estimates count counts toll tolls figure figures number numbers tally tallies reckoning account
    accounts data projection projections calculation calculations assessment assessments statistics information
    offer demand proposal total totals view words report reports census survey record records
    """
)
"""What a speaker gives."""
DOCUMENTS = _words(
    """
    statement report reports data figures figure statistics document documents memo letter filing filings notice
    notices release bulletin communique communiqué website update post records list census affidavit affidavits
    study survey dispatch tweet message note dossier briefing analysis research assessment estimates results
    dashboard spreadsheet readout bulletins headline headlines statements updates poll complaint indictment register
    count tally
    """
)
"""Papers that say things on behalf of somebody."""
PERSONS = _words(
    """
    official officials spokesman spokesmen spokeswoman spokesperson spokespeople spokespersons minister ministers
    mayor governor president vice-president premier chancellor senator senators lawmaker lawmakers deputy deputies
    congressman congresswoman commissioner commander commanders general generals colonel major captain lieutenant
    sergeant admiral officer officers chief chiefs director directors head heads chairman chairwoman chair secretary
    sheriff sheriffs prosecutor prosecutors coroner examiner doctor doctors surgeon physician nurse nurses medic
    medics paramedic paramedics expert experts analyst analysts scientist scientists researcher researchers
    economist economists seismologist professor lawyer lawyers attorney attorneys judge judges investigator
    investigators detective detectives inspector inspectors soldier soldiers firefighter firefighters rescuer
    rescuers activist activists campaigner campaigners organizer organizers organiser organisers leader leaders
    executive executives manager managers boss owner founder editor witness witnesses survivor survivors resident
    residents villager villagers neighbor neighbors neighbour neighbours source sources people person insider
    insiders diplomat diplomats ambassador envoy representative representatives delegate negotiator monitor monitors
    observer observers volunteer volunteers worker workers employee employees member members king queen prince pope
    priest bishop imam elder teacher student students farmer fisherman fishermen pilot driver passenger passengers
    patient patients man woman men women father mother brother sister relative relatives family families
    administrator superintendent warden guard guards trooper troopers agent agents aide aides adviser advisers
    advisor advisors counselor epidemiologist planner mp mps legislator legislators journalist journalists reporter
    reporters ceo cfo co-founder overseer overseers nephew cousin pathologist coordinator coordinators ombudsman
    councillor councillors councilman councilwoman councilmember mediator mediators undersecretary registrar auditor
    engineer engineers geologist geologists meteorologist meteorologists forecaster forecasters seismologists
    virologist epidemiologists biologist historian farmers ranger rangers lifeguard miner miners trader traders
    shopkeeper vendor drivers motorist motorists tourist tourists traveller travellers traveler travelers camper
    campers counselors teachers headteacher principal parent parents son daughter uncle aunt friend friends
    colleague colleagues husband wife coach pilots sailor sailors troops eyewitness eyewitnesses onlookers
    protesters chairperson undertaker gravedigger gravediggers dispatcher chaplain archbishop rabbi monk monks
    """
)
BODIES = _words(
    """
    ministry ministries police government governments agency agencies authority authorities department departments
    office offices army military navy force forces command service services committee council commission union
    unions party parliament court courts judiciary hospital hospitals clinic university institute center centre
    company companies firm firms carmaker carmakers automaker automakers retailer manufacturer bank banks fund group
    groups organization organizations organisation organisations body coalition alliance delegation administration
    municipality county city state province embassy consulate palace kremlin charity charities foundation network
    newspaper newspapers broadcaster television tv radio channel channels outlet outlets media press website portal
    federation association society brigade regime bureau board tribunal mission side sides camp jail prison utility
    tracker trackers monitor observatory team teams crews crew rescue staff militia rebels militants insurgents
    management leadership campaign regulator coastguard guard cell brigades presidency white-house security
    intelligence employer producer plant airline operator registry survey school division faction factions
    crescent cross
    opposition movement syndicate village neighbourhood ngo ngos un nation republic congress senate district parish
    borough headquarters directorate secretariat corporation chancellery junta consortium college lab laboratory
    monitors
    """
)
MUTE = _words(
    """
    around approximately roughly nearly almost
    number numbers toll tolls quake earthquake quakes fire fires blaze blazes storm flood floods attack attacks
    blast explosion death deaths injury injuries damage area total totals share rate price cost sales profit revenue
    case cases sign signs increase rise fall drop change changes thing things it's that's there what this that these
    those one ones percent cent million billion people's event move decision deal plan result building buildings
    home homes house houses structure structures acre acres body bodies boat vessel strike strikes operation
    transfer outbreak shooting situation incident accident crash disaster rain rains landslide tornado hurricane
    cyclone typhoon collapse war conflict protest protests rally march virus disease wind winds heat discovery
    finding tremor aftershock aftershocks wave riot clash clashes
    """
)
"""What cannot speak though it stands before such verbs."""
MEDIA = _words(
    """
    reuters ap afp bbc cnn nbc abc cbs npr dpa efe ansa tass interfax ria xinhua anadolu upi pti ani kyodo yonhap
    bloomberg cnbc msnbc guardian axios politico rudaw sana irna isna mena wam spa tanjug ctk apa belta ukrinform
    unian kcna cctv sky itv rt sputnik rtnc acp telegram facebook newsweek vice insider nhk abc's al-jazeera
    aljazeera jazeera alarabiya arabiya wsj lbc ndtv ians cgtn haaretz ynet wafa tasnim fars globo pais monde figaro
    spiegel pbs
    """
)
"""Names of agencies and outlets."""
MEDIA_WORDS = _words(
    """
    news newspaper newspapers times post press agency tv radio journal gazette herald tribune daily broadcaster
    broadcasters television channel magazine outlet outlets media network weekly website portal today chronicle
    advocate telegraph dispatch observer standard independent express examiner star sun mirror mail globe inquirer
    online sentinel registrar reporter presse associated
    """
)
"""Words that make a name an outlet's."""
TITLES = _words(
    """
    gov adm gen col lt maj capt sgt cpl dr mr mrs ms prof sen rep pres rev hon mayor governor president minister
    admiral general colonel lieutenant major captain sergeant sheriff chief senator superintendent commissioner
    deputy king prince queen pope prime premier chancellor secretary judge attorney director special agent police
    fire foreign interior health defense defence justice us ceo executive officer vice district lawmaker spokesman
    spokeswoman spokesperson
    """
)
"""What stands before a name."""
