"""An article in the manner of a content mill, in our own words: firm, tool and site are fictional.

Six paragraphs tell the story. The rest is one list of advice, printed twice: the second time it is shorter, so that
three paragraphs of it stand once.
"""

from html import escape

TITLE = "Brightwater Rail Halts Parrot"
SITE = "Marigold Digital"

TEASER = "Brightwater Rail has told its 4,200 planners to stop using Parrot, a drafting assistant made by..."
TAGS = ("rail", "Parrot", "Planning", "Halts", "Assistants")
BYLINE = "By Marigold Digital"
CAPTION = (
    'Illustrated cover image for the Planning article "Brightwater Rail Halts Parrot" on the Marigold Digital blog'
)
READ_TIME = "Planning · 5 min read"

FACTS = (
    (
        "Brightwater Rail has told its 4,200 planners to stop using Parrot, a drafting assistant made by Cassowary Labs"
        " of Tartu. The instruction took effect on 3 June."
    ),
    (
        "A timetable draft for the Selmouth line had turned up in a search engine, the operator's head of operations,"
        " Anneke Roe, wrote to staff."
    ),
    (
        "Cassowary Labs said that a setting for public links was on by default until 28 May, and that it has since been"
        " switched off for all customers."
    ),
    "Planners may use Tracklet instead, a tool that runs on Brightwater's own machines.",
)
HEADINGS = ("What Happened", "The Maker's Answer", "What Remains Allowed")
POINT = "Brightwater's step shows how important care with drafts has become."

SLOTTED = (
    "Departments everywhere are following brightwater rail halts parrot with interest, since such news often travels"
    " faster than any policy can."
)
ADVICE = (
    (
        "Product owners should ask themselves how a step like this might change budgets, suppliers and priorities in"
        " the quarters ahead."
    ),
    "Teams that keep a log of what they learn usually stay calmer when the next surprise arrives.",
    "In most firms the effect first becomes visible in planning meetings, where old assumptions are questioned.",
    "Smaller companies are not spared. One sudden change can cost trust, time and talent.",
    "The most prepared organisations use stories of this kind as input for their regular reviews.",
    (
        "If your company depends on apps, telephony or custom software, being informed helps you to decide with"
        " confidence."
    ),
    "Disciplined follow-up matters: name an owner, set a date and measure whether things improve.",
    "Compliance stakeholders should check whether existing controls still keep pace with change.",
)
ONCE = (
    "Support desks may hear the first questions long before leadership has scheduled a meeting.",
    "Training benefits from fresh examples, so that staff understand what is different and what is not.",
    "Good documentation decides how fast a company recovers; write decisions down while the context is clear.",
)
CLOSING = "In conclusion, Brightwater Rail's halt of Parrot underlines that planners and their drafts need protection."
OFFER = "Want help with your own software?"
PRAISE = "Marigold Digital builds apps, telephony and custom software for companies on the coast."
CALL = "Start a conversation"
RELATED = "Related articles"
BACK = "← All posts"

GENERIC = (SLOTTED, *ADVICE, *ONCE)
FRAME = (TEASER, *TAGS, BYLINE, CAPTION, OFFER, PRAISE, CALL, RELATED, BACK)


def _body() -> list[tuple[str, str]]:
    """Kind and text of each block between caption and offer."""
    first, second, third, fourth = FACTS
    return [
        ("p", first),
        ("h", HEADINGS[0]),
        ("p", second),
        ("h", HEADINGS[1]),
        ("p", third),
        ("h", HEADINGS[2]),
        ("p", fourth),
        ("h", "Key Considerations"),
        ("li", POINT),
        ("h", "Conclusion"),
        *(("p", text) for text in (SLOTTED, *ADVICE, *ONCE, SLOTTED, *ADVICE)),
        ("p", CLOSING),
    ]


def as_text() -> str:
    """As somebody would paste it: nothing but lines."""
    tags = "\n".join(f"  • {tag}" for tag in TAGS)
    body = [f"  • {text}" if kind == "li" else text for kind, text in _body()]
    head = [f"{SITE} company logo — apps and telephony\n{READ_TIME}", TITLE, TEASER, tags, BYLINE, CAPTION]
    return "\n\n".join([*head, *body, OFFER, PRAISE, CALL, RELATED, BACK])


def as_semantic() -> str:
    """With the elements that HTML has for it."""
    forms = {"p": "<p>{}</p>", "h": "<h2>{}</h2>", "li": "<ul><li>{}</li></ul>"}
    tags = "".join(f"<li>{tag}</li>" for tag in TAGS)
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} | {SITE}</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="{SITE}"></head><body>
<header><a href="/">{SITE}</a><nav><a href="/apps">Apps</a><a href="/voice">Telephony</a></nav></header>
<main><article><p>{READ_TIME}</p><h1>{TITLE}</h1><p>{TEASER}</p><ul>{tags}</ul><p>{BYLINE}</p>
<figure><img src="/c.png" alt=""><figcaption>{escape(CAPTION)}</figcaption></figure>{_filled(forms)}</article>
<section><h2>{OFFER}</h2><p>{PRAISE}</p><a href="/contact">{CALL}</a></section>
<aside><h2>{RELATED}</h2></aside><p><a href="/blog">{BACK}</a></p></main></body></html>"""


def as_soup() -> str:
    """With nothing but div elements."""
    forms = {"p": "<div>{}</div>", "h": "<div><b>{}</b></div>", "li": "<div>• {}</div>"}
    tags = "".join(f"<div>{tag}</div>" for tag in TAGS)
    return f"""<html><head><title>{TITLE} - {SITE} Blog</title></head><body><div>
<div><div><a href="/">Home</a></div><div><a href="/apps">Apps</a></div></div>
<div><div>{READ_TIME}</div><div>{TITLE}</div><div>{TEASER}</div>{tags}<div>{BYLINE}</div><div>{escape(CAPTION)}</div>
<div>{_filled(forms)}</div><div>{OFFER}</div><div>{PRAISE}</div><div><a href="/contact">{CALL}</a></div>
<div>{RELATED}</div><div><a href="/blog">{BACK}</a></div></div></div></body></html>"""


def as_table() -> str:
    """As pages were laid out before there were style sheets."""
    forms = {"p": "{}<br><br>", "h": "<b>{}</b><br><br>", "li": "&bull; {}<br><br>"}
    tags = " ".join(TAGS)
    return f"""<html><head><title>{TITLE}</title></head><body><table width="100%">
<tr><td><a href="/">{SITE}</a></td><td><a href="/apps">Apps</a></td></tr>
<tr><td width="150"><a href="/apps">Apps</a><br><a href="/voice">Telephony</a></td><td>
<font size="5"><b>{TITLE}</b></font><br><br>{READ_TIME}<br><br>{TEASER}<br><br>Tags: {tags}<br><br>{BYLINE}<br><br>
{escape(CAPTION)}<br><br>{_filled(forms)}{OFFER}<br><br>{PRAISE}<br><br><a href="/contact">{CALL}</a><br><br>
{RELATED}<br><br><a href="/blog">{BACK}</a></td></tr></table></body></html>"""


def _filled(forms: dict[str, str]) -> str:
    return "\n".join(forms[kind].format(escape(text)) for kind, text in _body())
