"""Names as an English sentence takes them: with an article or without, and behind which preposition."""

_HEADS = frozenset(
    {
        "administration",
        "agency",
        "army",
        "authority",
        "bank",
        "board",
        "bureau",
        "commission",
        "commissioner",
        "committee",
        "congress",
        "corps",
        "council",
        "court",
        "department",
        "district",
        "division",
        "force",
        "forces",
        "government",
        "guard",
        "house",
        "institutes",
        "ministry",
        "nations",
        "navy",
        "office",
        "parliament",
        "president",
        "regulator",
        "reserve",
        "senate",
        "service",
        "supervisor",
        "team",
        "treasury",
        "union",
        "unit",
    }
)
"""What a name is headed by that takes an article: "the European Parliament", "the Bank of England"."""
_ALONE = frozenset({"Bundesbank", "Bundestag", "Kremlin", "Pentagon", "Vatican"})
_PLACES = frozenset(
    {"EEA", "EU", "Maldives", "Netherlands", "Philippines", "UAE", "UK", "US", "USA"}
    | {"Czech Republic", "European Economic Area", "United Arab Emirates", "United Kingdom", "United States"}
)
"""Places that take an article beside those that are headed by one of the above."""
_DEVICES = frozenset({"accounts", "computers", "devices", "laptops", "machines", "networks", "phones", "systems"})
_LINKS = (" of ", " for ", " in ", " at ")


def with_article(name: str) -> str:
    """A name of a body with the article that it needs inside a sentence: "the US Department of Commerce", "Texas"."""
    if name.lower().startswith("the "):
        return f"the {name[4:]}"
    owners = [word[:-2] for word in name.split(" ") if word.endswith(("'s", "’s"))]
    if any(owner.lower() not in _HEADS for owner in owners):
        return name
    head = _head(name).split(" ")
    takes = name in _ALONE or (head[-1].lower() in _HEADS and (len(head) > 1 or head[-1] != name))
    return f"the {name}" if takes else name


def product(name: str) -> str:
    """A name of a product inside a sentence: "the Claude API", but "Claude"."""
    return f"the {name}" if name.endswith(" API") else name


def capital(text: str) -> str:
    """A text with a capital letter where a sentence begins with an article."""
    return f"T{text[1:]}" if text.startswith("the ") else text


def for_whom(who: str, *, place: bool) -> str:
    """Whom something covers, with the preposition: " for employees", " in Italy", " on government devices".

    Args:
        who: in the words of the reports.
        place: whether a region is named in it.
    """
    last = _head(who).rsplit(" ", 1)[-1].lower()
    if last in _DEVICES and ";" not in who:
        return f" on {who}"
    if place and all(word[:1].isupper() for word in who.split()):
        return f" in the {who}" if who in _PLACES else f" in {with_article(who)}"
    return f" for {with_article(who)}"


def _head(name: str) -> str:
    cuts = [place for link in _LINKS if (place := name.find(link)) > 0]
    return name[: min(cuts)] if cuts else name
