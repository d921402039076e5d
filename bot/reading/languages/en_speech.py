"""How English says who speaks."""

from bot.reading.languages import en_speakers
from bot.reading.speech.data import SpeechData


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in (pair.split() for pair in text.split(";")))


SPEECH = SpeechData(
    says=_words(
        """
        say says said state states stated announce announces announced report reports reported claim claims claimed
        confirm confirms confirmed acknowledge acknowledges acknowledged admit admits admitted concede concedes
        conceded estimate estimates estimated believe believes believed reckon reckons reckoned insist insists
        insisted warn warns warned disclose discloses disclosed reveal reveals revealed deny denies denied allege
        alleges alleged predict predicts predicted stress stresses stressed explain explains explained argue argues
        argued indicate indicates indicated suggest suggests suggested maintain maintains maintained declare declares
        declared assert asserts asserted testify testifies testified boast boasts boasted clarify clarifies clarified
        emphasize emphasizes emphasized emphasise emphasises emphasised forecast forecasts forecasted project projects
        projected assume assumes assumed fear fears feared anticipate anticipates anticipated tweet tweets tweeted
        determine determines determined establish establishes established specify specifies specified underline
        underlines underlined quip quips quipped contend contends contended foresee foresees foresaw assess assesses
        assessed verify verifies verified tell tells told telling inform informs informed
        """
    ),
    adds=_words(
        """
        add adds added write writes wrote note notes noted post posts posted recall recalls recalled repeat repeats
        repeated show shows showed find finds found think thinks thought observe observes observed remark remarks
        remarked reply replies replied answer answers answered respond responds responded mention mentions mentioned
        complain complains complained conclude concludes concluded continue continues continued learn learns learned
        hear hears heard expect expects expected understand understands understood know knows knew agree agrees agreed
        promise promises promised read reads elaborate elaborates elaborated reiterate reiterates reiterated lament
        laments lamented tally totals guess guesses guessed caution cautions cautioned signal signals signalled
        signaled calculate calculates calculated point points pointed go goes went describe describes described cite
        cites cited highlight highlights highlighted accept accepts accepted charge charges charged hint hints hinted
        record records recorded detail details detailed grant grants granted counter counters countered joke jokes
        joked let lets speak speaks spoke spoken comment comments commented demand demands demanded pledge pledges
        pledged vow vows vowed joins
        """
    ),
    gives=_words(
        """
        put puts give gives gave given print prints printed place places placed set sets estimate estimates estimated
        raise raises raised lower lowers lowered revise revises revised cut cuts update updates updated bring brings
        brought publish publishes published issue issues issued release releases released offer offers offered provide
        provides provided quote quotes cite cites cited calculate calculates calculated project projects projected
        measure measures measured count counts counted list lists listed name names named register registers
        registered record records recorded tally tallies tallied document documents documented verify verifies
        verified identify identifies identified detect detects detected note notes noted show shows showed foresaw
        mention mentions mentioned
        """
    ),
    gives_by=_words(
        """
        toll tolls number numbers figure figures count counts total totals estimate estimates tally tallies list names
        """
    ),
    gives_at=_words("at to"),
    counts=_words(
        """
        count counts counted list lists listed name names named register registers registered record records recorded
        tally tallies tallied document documents documented verify verifies verified identify identifies identified
        detect detects detected cite cites cited note notes noted show shows showed quote quotes foresaw mention
        mentions mentioned
        """
    ),
    asks=_words(
        """
        want wants wanted seek seeks sought offer offers offered propose proposes proposed request requests requested
        ask asks asked asking demand demands demanded demanding seeking offering proposing pledge pledges pledged
        promise promises promised
        """
    ),
    accuses=_words("accuse accuses accused accusing blame blames blamed blaming"),
    tells=_words("tell tells told telling inform informs informed"),
    gerunds=_words(
        """
        saying adding noting claiming reporting announcing confirming stating warning stressing telling explaining
        alleging arguing estimating insisting indicating suggesting revealing giving putting raising lowering revising
        """
    ),
    giving_gerunds=_words("giving putting raising lowering revising bringing"),
    plurals=_words(
        """
        say state announce report claim confirm acknowledge admit estimate believe reckon insist warn disclose reveal
        deny allege predict stress explain argue indicate suggest maintain declare forecast project assume fear
        anticipate tweet add write note post recall repeat show find think tell put give place set count list name
        register record tally assess document identify detect cite raise lower revise cut update bring publish issue
        release offer provide want seek propose request ask demand blame accuse pledge promise quote measure point go
        foresee speak
        """
    ),
    ambiguous=_words(
        """
        reports claims states estimates counts lists names records documents notes posts shows places sets puts fears
        stresses projects forecasts cuts issues releases offers updates tallies totals details points reads finds
        answers repeats promises demands requests measures reported claimed estimated counted listed named registered
        recorded documented identified detected confirmed believed feared forecast projected assumed alleged suggested
        indicated established determined verified raised lowered revised published issued released offered placed
        updated wanted demanded requested asked proposed promised quoted cited put set cut measured calculated
        described charged accused blamed
        """
    ),
    particles=_pairs(
        """
        speak of; speaks of; spoke of; spoken of; speaking of; talk of; talks of; talked of; speak about; point out;
        points out; pointed out; go on; goes on; went on; call for; calls for; called for; calling for; ask for;
        asks for; asked for; asking for; warn of; warns of; warned of; point to; points to; pointed to; let be;
        tell of; tells of; told of
        """
    ),
    particle_only=_words(
        """
        go goes went point points pointed speak speaks spoke talk talks talked call calls called calling speaking
        """
    ),
    object_particles=_words("of for about to"),
    quoted=_words("quoted cited"),
    quotes=_words("quote quotes cite cites"),
    quoting=_words("citing quoting"),
    given=_words(
        """
        given released announced reported issued published put provided compiled confirmed collected gathered cited
        quoted recorded counted estimated offered supplied presented shared obtained drawn prepared carried posted
        printed registered listed documented tallied stated claimed mentioned revealed disclosed told set
        """
    ),
    giving=_words(
        """
        gave give gives given announced released disclosed published posted reported provided issued made presented
        """
    ),
    pasts=_words(
        """
        made began came went took got ran held met left sent kept led built fell rose stood put set saw broke brought
        drew drove fought fled lost paid sold spent struck won wrote sought grew hit cut became sat spoke told said
        out up down off
        """
    ),
    past_endings=("ed",),
    progressive="ing",
    accounts=en_speakers.ACCOUNTS,
    plain_accounts=_words("toll tolls number numbers total totals"),
    views=_words("words view account accounts report reports demand offer proposal record records"),
    documents=en_speakers.DOCUMENTS,
    persons=en_speakers.PERSONS,
    bodies=en_speakers.BODIES,
    anybodies=_words(
        """
        agency company firm group organization organisation body network outlet service union council party
        """
    ),
    bystanders=_words(
        """
        worker workers employee employees resident residents villager villagers survivor survivors passenger
        passengers patient patients relative relatives family families customer customers user users student students
        critic critics opponent opponents rival rivals supporter supporters member members fan fans prisoner prisoners
        inmate inmates detainee detainees victim victims striker strikers neighbor neighbour neighbors neighbours
        protester protesters
        """
    ),
    mute=en_speakers.MUTE,
    media=en_speakers.MEDIA,
    media_words=en_speakers.MEDIA_WORDS,
    short_media=(
        ("associated press", "AP"),
        ("agence france-presse", "AFP"),
        ("deutsche presse-agentur", "dpa"),
        ("press association", "PA"),
        ("new york times", "New York Times"),
    ),
    titles=en_speakers.TITLES,
    places=_words(
        """
        city town village province region county state island capital jail prison camp quake earthquake fire crash
        attack strike wildfire boat hall breaking news live exclusive update updated watch video explainer analysis
        opinion timeline factbox photos in-depth editorial list breakdown q&a
        """
    ),
    settings=_words(
        """
        statement statements interview interviews conference conferences briefing briefings press news post posts
        tweet tweets email emails e-mail letter memo video message messages call calls report reports release releases
        speech address telephone phone meeting hearing hearings television tv radio media social website site x
        facebook telegram twitter instagram youtube truth page online live update updates bulletin communique
        communiqué note notice filing article account broadcast comments remarks talks record condition anonymity
        event session parliament appearance announcement emailed written separate joint brief text televised platform
        network channel blog podcast document study paper
        """
    ),
    vague_documents=_words(
        """
        reports report information accounts data estimates initial early earlier some various unconfirmed first the
        these several news preliminary many other recent previous such latest multiple separate
        """
    ),
    unlike=_words("official"),
    pronouns=_words("he she it they"),
    people_pronouns=_words("he she him her his"),
    neuters=_words("it its"),
    firsts=_words("i we you you're i'm we're i've we've"),
    objects=_words("him her them us me"),
    possessives=_words("his her its their our my your whose"),
    determiners=_words(
        """
        a an the this these those some several two three four five six seven eight nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        many most both another other one all any each every no few various numerous certain multiple dozens hundreds
        more less fewer
        """
    ),
    definites=_words("the this that same both"),
    indefinites=_words("a an one another"),
    own_media=_words("this our"),
    owned=_words("own earlier latest first last previous"),
    plural_subjects=_words("they we i you police media people troops staff"),
    prepositions=_words("of in for from within at with on inside near under by to"),
    joining=_words("of from at"),
    adjuncts=_words(
        """
        on in at by during via through over from late early earlier later last this after before to with following
        under about
        """
    ),
    content_openers=_words("about over under"),
    account_openers=_words("by in on from to"),
    openers=_words(
        """
        that which who whom whose where when while as because since after before although though if but until whereas
        than how what why whether once unless so lest and or nor yet
        """
    ),
    relatives=_words("which who whom that whose where"),
    authoring=_words("by from of that which"),
    coming=_words("from by"),
    apposing=_words(
        """
        known run led born based speaking among for in too however though also including like by citing quoting
        meanwhile according as both formerly now then himself herself itself with without
        """
    ),
    parentheses=_words("as"),
    complements=_words("that how there"),
    asides=_words("when as while after again"),
    breaks=_words("after"),
    break_pairs=_pairs("in which"),
    contrasts=_words("but while although though whereas"),
    comparatives=_words("above below than from"),
    coordinators=_words("and or but then nor"),
    auxiliaries=_words(
        """
        has have had did does do is are was were be been being will would could can may might must should shall ought
        having cannot can't won't didn't doesn't don't hasn't haven't hadn't isn't aren't wasn't weren't couldn't
        wouldn't
        """
    ),
    singulars=_words("has is was does"),
    passives=_words("is are was were be been being am isn't aren't wasn't weren't get gets got getting"),
    shifted=_words("had would could"),
    negations=_words("not never cannot"),
    negative_endings=("n't",),
    adverbs=_words(
        """
        there here also later earlier then previously initially first not now already still only again once
        subsequently repeatedly publicly officially formally reportedly separately recently just even since never ever
        simply further furthermore however meanwhile therefore thus all both each instead likewise similarly
        additionally finally eventually promptly quickly soon swiftly flatly categorically privately jointly
        provisionally twice always often for his her its part too own so far proudly explicitly specifically last at
        directly briefly merely currently presently
        """
    ),
    adverb_endings=("ly",),
    common_endings=("s", "ing", "ed", "ly", "tion", "ment", "ness", "men"),
    separable=_words("forward up out"),
    times=_words(
        """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat january
        february march april may june july august september october november december jan feb mar apr jun jul aug sep
        sept oct nov dec today yesterday tomorrow tonight week weeks month months year years day days hour hours
        minute minutes morning afternoon evening night noon midnight weekend ago late early mid earlier later last
        this next previous same gmt utc est edt am pm a.m p.m dawn dusk summer winter spring autumn quarter moment
        date recently overnight beginning end start yesterday's today's monday's tuesday's wednesday's thursday's
        friday's saturday's sunday's
        """
    ),
    time_openers=_words("the this of earlier late on in at early last"),
    states=_words(
        """
        dead missing killed injured hurt wounded safe stolen lost infected stranded trapped held here there so far
        """
    ),
    links=_words("they them these those among including of others altogether"),
    breakdowns=_pairs(
        """
        they include; they included; they comprise; they comprised; these include; these included; those include;
        those included; among them; among these; among those; of these; of those; of them; it includes; it included;
        that includes; that included; this includes; this included
        """
    ),
    according=_words("according per"),
    according_to="to",
    conjunction="and",
    of="of",
    agent="by",
    to="to",
    that="that",
    article="the",
)
