"""The English words that make and join clauses."""

from bot.reading.clauses import ClauseWords


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLAUSES = ClauseWords(
    verbs=_words(
        """
        am is are was were be been has have had having do does did will would can could may might must shall
        should isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
        couldn't said says say told tells wrote writes put puts gave gives spoke speaks knew thought thinks
        think believe reckon believes claims argues reports announces confirms denies estimates expects hopes
        plans intends means wants aims warns adds shows suggests indicates insists admits maintains accuses
        blames blamed calls notes reckons foresees foresaw became becomes began begins broke breaks brought
        brings built burns burnt bought caught came comes cut cuts died dies dug drew drove drowned fell falls
        fled flees flew found finds fought got gets went goes grew grows held holds heard hid hit hits hurts
        kept keeps made killed kills laid led leads left leaves lost loses makes met meets paid pays ran runs
        rose rises saw sees sent sends set sets shot shook showed sat sank spent stood stands stole struck
        strikes swept took takes threw tore turns understood won withdrew won't woke remains stays lives
        numbers includes involves follows affects covers counts lists faces needs owns employs escapes arrives
        returns moves frees releases detains arrests recovers rises drops climbs stops starts ends burned shed
        """
    ),
    verb_endings=("ed",),
    not_verbs=_words(
        """
        hundred united armed indeed speed need seed feed breed bleed exceed proceed succeed weed greed red bed
        sacred hatred naked wicked during nothing something anything everything evening morning building
        ceiling king ring spring string thing wing beijing according sterling bling being meeting hearing
        wedding painting briefing
        """
    ),
    predicates=_words(
        """
        dead injured wounded missing hurt killed homeless unaccounted alive ill sick trapped free safe
        detained arrested displaced hospitalised hospitalized damaged destroyed infected out on-strike
        """
    ),
    determiners=_words("the a an this that these those his her its their our my your some any no every each of most"),
    participle_endings=("ing",),
    relatives=_words("who whom whose which where"),
    subordinators=_words("while when whereas although though unless because whether why how"),
    prepositions=_words("after before since until till as once so if"),
    eventful=_words("after before"),
    coordinators=_words("and but or nor yet"),
    joining=_words("and or"),
    complementizer="that",
    reporting=_words(
        "said says say saying added adds adding believe believes believed think thinks thought fear fears feared"
    ),
    subsets=_words("including"),
    pairs=frozenset(
        {
            ("up", "from"),
            ("down", "from"),
            ("of", "whom"),
            ("of", "which"),
            ("in", "which"),
            ("at", "which"),
            ("from", "which"),
            ("among", "them"),
            ("compared", "with"),
            ("compared", "to"),
            ("according", "to"),
        }
    ),
    idioms=frozenset(
        {("so", "far"), ("as", "of"), ("as", "part"), ("as", "well"), ("as", "many"), ("as", "much"), ("as", "high")}
    ),
    accompaniments=_words("with against"),
    numbers=_words(
        """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens scores hundreds
        hundred thousand thousands million millions billion
        """
    ),
    speaking=_words(
        """
        told tells telling wrote writes claimed claims confirmed confirms announced announces reported reports
        acknowledged warned warns estimated estimates suggested suggests indicated indicates stated states
        noted notes insisted insists admitted admits denied denies agreed agrees declared declares stressed
        repeated argued argues explained explains showed shows means meant know knew known learned fear feared
        hope hoped expected expects revealed reveals replied
        """
    ),
    crediting=_words(
        """
        offer offers offered according put puts gave gives given spoke speaks counted listed published
        released issued tweeted posted quoted cited counts lists quotes cites estimate believed thought feared
        reckon reckons reckoned blamed blames accused accuses recorded
        """
    ),
    months=_words(
        """
        january february march april june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec
        """
    ),
    clock=_words(
        """
        am pm a.m p.m o'clock hour hours minute minutes second seconds day days week weeks month months year
        years decade decades
        """
    ),
    days=_words(
        """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
        january february march april june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec on in late early earlier later yesterday today this last week month year
        morning afternoon evening night the
        """
    ),
)
