"""Where English sentences end, and which lines of a news page are no body text."""

from bot.reading.language import SentenceWords, words


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_AGENCIES = _any(
    "AP", "AFP", "Reuters", "Getty(?: Images)?", "EPA(?:-EFE)?", "EFE", "Anadolu(?: Agency)?", "AA", "Xinhua",
    "TASS", "ANP", "dpa", "PA(?: Media)?", "Shutterstock", "NurPhoto", "ANI", "PTI", "IANS", "UPI", "Bloomberg",
    "ABACA", "Sipa", "Zuma", "Alamy",
)  # fmt: skip
_PICTURE = _any("photo", "photograph", "image", "picture")
_COUNT = r"\d{1,3}(?:,\d{3})*"
_READ_MORE = _any(
    "also read", "read also", "read more", "read next", "must[- ]read", "see also", "watch also",
    "more on this(?: story)?", "you (?:may|might) (?:also )?(?:like|be interested in)",
    "recommended(?: (?:for you|reading|stories))?", "don['’]t miss", "trending(?: now)?", "top stories",
    "editor['’]s picks?",
)  # fmt: skip
_POINTERS = _any(
    _READ_MORE, "related(?: (?:video|article|story|stories|news|coverage|posts?|reading|content))?",
    "more (?:news|stories)", "more from", "in case you missed it", "watch(?: live| now)?", "listen(?: now)?",
    "in (?:pictures|photos)", "up next", "explore more", "further reading", "popular now", "dig deeper",
    "go deeper",
)  # fmt: skip
_LISTED = _any(
    "posts?", "articles?", "stories", "story", "news", "content", "topics", "videos", "reading", "headlines", "coverage"
)
_NETWORKS = _any("whatsapp", "telegram", "facebook", "twitter", "instagram", "google news", "channel")

SENTENCES = SentenceWords(
    titles=words(
        """
        mr mrs ms mx messrs dr prof rev fr hon pres gov lt capt cmdr cdr maj col gen adm sgt cpl pvt spc pfc sen
        sens rep reps supt insp det ofc dep st ste mt ft sec min amb atty asst assoc comm cllr brig vice-adm rear-
        adm msgt ssgt mme mlle ven
        """
    ),
    before_numbers=words(
        """
        no nos num art arts sec secs para paras ch chs fig figs pg pp vol vols ed approx est ca c circa rs tel ext
        rte hwy rt apt jan feb mar apr jun jul aug sep sept oct nov dec max min av avg rev ver
        """
    ),
    small_abbreviations=words("inc corp co ltd plc jr sr etc al vs v dept univ approx est"),
    abbreviations=words(
        """
        inc st ft corp co cos ltd llc plc jr sr etc al vs v ave blvd rd dept univ assn bros ala ariz ark calif colo conn
        del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
        """
    ),
    starters=words(
        """
        the a an in on at as after according and but or so yet he she it they we you i this that these those his her
        its their our my there here when while if since because although though however meanwhile also some many
        most more several no not one two all both each every what who why how where by for from with under over
        during among between before until officials police authorities earlier later now then still only even it's
        that's there's he's she's they're we're i'm asked
        """
    ),
    furniture=(
        rf"(?:photo |image |page |slide )?{_COUNT} (?:of|/) {_COUNT}",
        r"\d{1,3}[ -]?min(?:ute)?s?\.? (?:read|watch|listen)",
        r"(?:estimated )?(?:reading|read) time:?.{0,40}",
        r"source(?: link)?:?",
        r"loading(?: recommendations?| comments?)?\s?(?:…|\.{3})?",
        r"(?:share|print|email|save|bookmark|comment|tweet|copy link)(?: this)?(?: article| story| page)?",
        r"(?:share|follow us) (?:on|via) .{1,80}",
        r"advertise?ment|sponsored(?: content)?|skip to (?:main )?content|back to top|scroll to continue.{0,40}",
        r"(?:leave a comment|\d+ comments?|(?:view |show )?comments)(?: .{0,80})?",
        r"(?:tags?|topics?|categories|filed under):?(?: .{0,80})?",
        r"the post .{1,200} appeared (?:first )?on .{1,80}",
        r"(?:©|\(c\) |copyright (?:©|\(c\)|\d{4})).{0,200}",
        r"all rights reserved.{0,80}",
        r"(?:last |first )?(?:updated|published|posted)(?: on| at)?: .{0,80}",
        r"(?:updated|published|posted) \d{1,2} (?:minute|hour|day|min|hr)s? ago",
        r"\d{1,3}[,.]?\d{0,3}[km]? (?:views?|shares?|likes?)",
        r"this (?:article was (?:first |originally )?published|story (?:has been|was) updated).{0,160}",
        r"(?:prev(?:ious)?|next)(?: (?:article|story|post|page))?",
    ),
    teasers=(
        rf"{_POINTERS}\s*[:|»>–—-]",
        r"(?:click|tap) here (?:to|for)\b",
        r"(?:also read|read also|see also) [“\"‘']?[A-Z0-9]",
    ),
    teaser_headings=(
        rf"(?:related|recommended|popular|trending|latest|more|other|similar)(?: \w+)? {_LISTED}",
        rf"(?:{_READ_MORE}|related|more from .{{1,60}}|most (?:read|popular|viewed))\s*:?",
    ),
    sign_ups=(
        r"\b(?:sign up|subscribe|get|our|new|free|daily|weekly|morning|evening)\b.{0,80}\bnewsletters?\b",
        r"\bnewsletters?$",
        r"^(?:please )?(?:sign up|subscribe|register)\b",
        r"\b(?:delivered |straight |sent )(?:to|into) your inbox\b",
        r"^get (?:the latest|our|breaking|all the|more) .{0,60}\b(?:news|insights|analysis|updates|alerts|headlines)\b",
        r"^(?:download|get) (?:the|our) (?:\w+ ){0,3}app\b",
        rf"^(?:follow|join|like) (?:us|our) .{{0,80}}{_NETWORKS}\b",
    ),
    credits=(
        rf"\((?:file )?{_PICTURE}s?\b[^()]{{0,120}}\)$",
        rf"\((?:AP Photo|Getty Images|[^()]{{0,80}}(?:/|via ){_AGENCIES}\b|{_AGENCIES}\s?/)[^()]{{0,120}}\)$",
        rf"\[[^\[\]]{{0,120}}(?:{_AGENCIES}|screengrab|file photo|handout|courtesy)[^\[\]]{{0,60}}\]$",
        rf"^(?:(?:file )?{_PICTURE}(?: credit| source)?|credit|caption|pictured)\s*[:|]",
        rf"\b(?:file )?{_PICTURE}s?(?: credit| courtesy|:)\s*[:/]?\s*[^.]{{1,80}}\.?$",
        r"(?-i:\b(?:Photo|Photograph|Image|Picture)s? by [A-Z])[^.]{1,80}\.?$",
        rf"(?:/|\bvia ){_AGENCIES}\)?$",
        r"\bGetty Images\)?\.?$",
        r"^(?:[\w.'’-]+ ){1,4}(?:image|photo|handout|illustration)$",
    ),
)
