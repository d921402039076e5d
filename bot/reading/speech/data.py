"""What the attribution of figures needs to know of a language, as data."""

from dataclasses import dataclass

Words = frozenset[str]
"""Words in lower case, with straight apostrophes."""
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpeechData:
    """The words of one language that tell who speaks. Equality is identity, so that it is a cheap key."""

    # Verbs, in every form that is printed.
    says: Words
    """Report whatever follows them: `said`, `confirmed`."""
    adds: Words
    """Report only before `that`, a colon or a quotation, or after what was said: `added`, `wrote`."""
    gives: Words
    """Report the figure they govern: `put`, `gave`, `counted`."""
    gives_by: Words
    """One of these nouns stands between such a form and its figure: `toll`."""
    gives_at: Words
    """Or one of these right before the figure: `at`."""
    counts: Words
    """Forms of `gives` that need none when the figure follows at once: `counts 33`."""
    asks: Words
    """Make a demand or an offer: `wants`, `offered`."""
    accuses: Words
    tells: Words
    """Forms of `says` that name the listener."""
    gerunds: Words
    """Report for the subject of the main clause: `saying`, `adding`."""
    giving_gerunds: Words
    """Those of them that need a word of `gives_by`: `raising the toll`."""
    plurals: Words
    """Verbs only after a plural subject, else nouns: `report`, `claim`."""
    ambiguous: Words
    """Can be nouns or participles: `reports`, `estimated`."""
    particles: Pairs
    """Verb and particle that together report: `spoke of`, `pointed out`."""
    particle_only: Words
    """Report with their particle alone."""
    object_particles: Words
    """Particles that what is spoken of follows: `of`."""
    quoted: Words
    """Participles of relaying: `was quoted as saying`."""
    quotes: Words
    """The other forms of those verbs."""
    quoting: Words
    """Name the origin of what another relays: `citing`."""
    given: Words
    """Participles that make `by` name the speaker: `released by`."""
    giving: Words
    """Verbs for giving out `the figure`."""
    pasts: Words
    """Past forms of common verbs, which end a noun phrase."""
    past_endings: tuple[str, ...]
    progressive: str
    """The ending that is no passive after the passive's auxiliary: `is asking`."""

    # Nouns.
    accounts: Words
    """What a speaker gives: `estimate`, `toll`."""
    plain_accounts: Words
    """Those of them that whoever they belong to has not given: `Maui's toll`."""
    views: Words
    """Those of them that stand for speech only behind a preposition: `in the company's words`."""
    documents: Words
    """Papers that say things on behalf of somebody: `statement`."""
    persons: Words
    bodies: Words
    anybodies: Words
    """Stand for any body: `agency`, `company`."""
    bystanders: Words
    """People who do not speak for the organisation named beside them: `worker`."""
    mute: Words
    """Cannot speak though they stand before such verbs: `quake`, `toll`."""
    media: Words
    """Names of agencies and outlets that relay others."""
    media_words: Words
    """Make a name an outlet's: `news`, `newspaper`."""
    short_media: tuple[tuple[str, str], ...]
    """Long names of agencies, and what they are called in short."""
    titles: Words
    """Stand before a name."""
    places: Words
    """Nouns that head a title as its scene."""
    settings: Words
    """Where and how something was said: `statement`, `interview`."""
    vague_documents: Words
    """Words of a phrase that names no origin: `initial reports`."""
    unlike: Words
    """Adjectives that look like a role: `an official figure`."""

    # Pronouns, determiners and other function words.
    pronouns: Words
    """Stand for a speaker."""
    people_pronouns: Words
    """Stand for one person."""
    neuters: Words
    """Stand for a body."""
    firsts: Words
    """Of those who talk: `I`, `we`."""
    objects: Words
    """Stand for a listener."""
    possessives: Words
    determiners: Words
    definites: Words
    """Before a role that was named before: `the`, `same`."""
    indefinites: Words
    """Bring somebody new in: `a`."""
    own_media: Words
    """Make an outlet this one: `this newspaper`."""
    owned: Words
    """May stand between an owner and an account: `its own`, `their latest`."""
    plural_subjects: Words
    """Plural without a plural ending: `police`, `they`."""
    prepositions: Words
    """Can join two nouns of one name: `of`, `in`."""
    joining: Words
    """Those of them that can follow a proper name."""
    adjuncts: Words
    """Open a time or a setting: `on`, `during`."""
    content_openers: Words
    """Those of them that rather hedge a figure: `about`."""
    account_openers: Words
    """Open an adverbial with an account: `by its count`."""
    openers: Words
    """Open a clause: subordinators, relatives, `that`."""
    relatives: Words
    authoring: Words
    """Behind these a document's author stands: `by`, `that`."""
    coming: Words
    """Behind these the origin of `the figure` stands."""
    apposing: Words
    """Open what may part a subject from its verb, between commas: `known as`, `however`."""
    parentheses: Words
    """Turn a report into an aside: `as reported by`."""
    complements: Words
    """Open what can only be reported speech."""
    asides: Words
    """Open a clause about how something was said: `when`."""
    breaks: Words
    """After a comma, turn away from what was said: `after`."""
    break_pairs: Pairs
    contrasts: Words
    """Set one speaker against another: `but`, `while`."""
    comparatives: Words
    """Before `the`, make a figure what another is compared with: `far above the 270`."""
    coordinators: Words
    auxiliaries: Words
    singulars: Words
    """Those that follow a singular: `has`."""
    passives: Words
    """Forms of the auxiliary that makes the passive."""
    shifted: Words
    """Auxiliaries in the tense of reported speech: `had`, `would`."""
    negations: Words
    negative_endings: tuple[str, ...]
    adverbs: Words
    """May stand between a subject and its verb."""
    adverb_endings: tuple[str, ...]
    """Make the first word of a sentence no name: `Ultimately`."""
    common_endings: tuple[str, ...]
    """Make it an ordinary word, unless the article capitalises it elsewhere."""
    separable: Words
    """May stand between a participle and its `by`: `put forward by`."""
    times: Words
    time_openers: Words
    """Stand before words of time: `on`, `late`."""
    states: Words
    """What people are reported to be: `reported missing` is no report of theirs."""
    links: Words
    """First words of a sentence that goes on with what was said before: `they`."""
    breakdowns: Pairs
    """First two words of a sentence that breaks down the count before it: `among them`."""
    according: Words
    according_to: str
    """The preposition that the first of those words needs."""

    # Single words of grammar.
    conjunction: str
    of: str
    agent: str
    """`by`."""
    to: str
    that: str
    article: str
