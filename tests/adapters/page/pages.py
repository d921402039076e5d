"""Pages as news sites print them, for tests: an article with all that stands around it, and walls."""

import json
from xml.sax.saxutils import escape

FURNITURE = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept all cookies</button></div>
"""
BESIDE = """
<aside><h2>Most read</h2><ol><li><a href="/a">Another storm killed 7,777 people</a></li></ol></aside>
<div class="related"><h3>Related</h3><ul><li><a href="/b">Also read: 8,888 homes lost in the south</a></li></ul></div>
<div class="advert">Win one of 6,666 prizes today</div>
"""
PARAGRAPHS = (
    "The storm killed 150 people in the harbour district, the disaster agency said on Thursday.",
    (
        "Rescue crews went from house to house through the night and brought dozens of families to schools on higher "
        "ground, where volunteers handed out blankets, water and bread until the morning."
    ),
    (
        "The agency expects its count to be final by Sunday. Roads to the north stay closed until engineers have "
        "looked at the bridges, and trains will not run before the end of the week."
    ),
)


def a_page(
    *paragraphs: str,
    title: str = "Storm toll in the harbour district",
    head: str = "",
    beside: str = BESIDE,
    after: str = "",
) -> bytes:
    """Print an article as a page; `head` goes into its head, `after` behind its last paragraph."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | Coast Herald</title>
<meta property="og:title" content="{escape(title)}"><meta name="author" content="Ana Berg">{head}</head>
<body>{FURNITURE}
<main><article><h1>{escape(title)}</h1><p class="byline">By Ana Berg</p>
<figure><img src="x.jpg" alt=""><figcaption>Some 9,999 boats lie on the shore. Photo: Wire</figcaption></figure>
{text}{after}</article></main>{beside}<footer>© Coast Herald. 5,555 readers a day.</footer></body></html>""".encode()


def json_ld(**facts: object) -> str:
    """Print metadata of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


def a_wall(text: str, *, inside: str = "") -> bytes:
    """Print a page that shows this and no article."""
    head = "<!doctype html><html><head><title>Coast Herald</title></head>"
    return f"{head}<body><div><h1>Coast Herald</h1><p>{text}</p>{inside}</div></body></html>".encode()
