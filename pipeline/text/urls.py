"""Web addresses: one spelling for each page."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, unquote_plus, unquote_to_bytes, urljoin, urlsplit

from pipeline.text.words import clean

# Parameters that name the way by which a reader came, not the page: of the measuring and mailing services that sites
# use most, and of the press. None of them is a word by which a page could be named (id, p, story, article, v, q, page).
_TRACKING = re.compile(
    r"_branch_match_id|_g[al]|_hs\w+|_openstat|__s|__source|__twitter_impression|at_\w+|bxid|cmp|cmpid|cndid|dclid|dm_i"
    r"|ef_id|elq\w*|emc|epik|esrc|fb_(?:action|ref|source)\w*|fbclid|feed(?:name|type)|ftag|gad_\w+|gbraid|gcl(?:id|src)"
    r"|guccounter|guce_\w+|hsa_\w+|hsctatracking|ic_?id|igsh(?:id)?|int_cmp|intcid|leadsource|li_fat_id|matomo_\w+"
    r"|mc_[ce]id|mkt_tok|msclkid|mtm_\w+|ncid|nr_email_referer|ns_\w+|ocid|oly_(?:anon|enc)_id|piwik_\w+"
    r"|pk_(?:campaign|cid|content|keyword|kwd|medium|source|vid)|rb_clickid|ref_(?:src|url)|s_cid|s_kwcid"
    r"|sc_(?:campaign|channel|content|country|medium|outcome|publisher)|share|sharetype|smid|smtyp|soc_(?:src|trk)|spm"
    r"|sr_share|srnd|srsltid|sref|taid|tpcc|traffic_source|trk\w*|ttclid|twclid|usqp|utm_\w+|vero_\w+|wbraid"
    r"|wt_(?:mc|zmc)\w*|xtor|ys?clid|zanpid"
)
# Parameters that may name the page as well, and the values by which they do not: the list in which the link stood.
_WAY = re.compile(
    r"(?:feature|from|mod|origin|partner|ref|source|src|via)="
    r"(?:atom|e?mail|facebook|feed|feedburner|linkedin|newsletter|rss\w*|share|social|twitter)|rss=(?:1|true|yes)?"
)
_PORTS = {"http": 80, "https": 443}
_WEB = re.compile(r"[\s\x00-\x20]*h\s*t\s*t\s*p\s*s?\s*:", re.IGNORECASE)  # urlsplit drops spaces inside the scheme

# The same page in another dress: for phones, or from a store of AMP pages.
_TWIN_HOST = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.[^.])")
_SUFFIX = re.compile(r"^(?:ac|co|com|edu|gov|net|or|org)\.[a-z]{2}$")  # of a country; no host by itself
_REGISTRY = re.compile(
    r"^(?:ac|co|com|edu|go|gob|gouv|gov|govt|gv|ne|net|nhs|or|org)\.[a-z]{2}$"
)  # where names are registered
_AMP_STORE = re.compile(
    r"^https?://(?:[\w.-]+\.cdn\.ampproject\.org/\w/|(?:www\.)?google\.[a-z.]+/amp/)(s/)?(?=[^/]+\.)"
)
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp(?=/?$)|\.amp(?=(?:\.html?)?/?$)")
_INDEX = re.compile(r"/(?:default\.aspx?|index\.(?:aspx?|html?|jsp|php))$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/;]*|(?<=/)\(S\([a-z0-9]+\)\)/", re.IGNORECASE)
_ONLY_DRESS = re.compile(
    r"_?amp(?:=(?:1|true|y|yes)?)?|amp_(?:gsa|js_v|kit)=.*|output(?:type)?=amp|(?:jsession|php_?sess|sess(?:ion)?)_?id=.*",
    re.IGNORECASE,
)
_CANONICAL = re.compile(r"https?://(\[[^]]*\]|[^/?:]*)(?::(?:80|443)(?=/))?((?::\d+)?)(/[^?]*)\??(.*)", re.DOTALL)
_SAFE = "/:@!$'()*,;~-._"  # what stays unescaped in a key, so that it has one spelling

# Links that count a click and lead on, and the parameter that says whither.
_WRAPPERS = (
    (re.compile(r"https?://(?:www\.)?bing\.com/news/apiclick\.aspx\?", re.IGNORECASE), ("url",)),
    (re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?", re.IGNORECASE), ("url", "q")),
    (re.compile(r"https?://lm?\.facebook\.com/l\.php\?", re.IGNORECASE), ("u",)),
)


def split_web(url: str) -> SplitResult | None:
    """The parts of an http or https address with a host, or None for anything else."""
    if not _WEB.match(url):  # most of what is tried is relative; urlsplit takes ten times as long to say so
        return None
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS and parts.hostname else None


def canonical(url: str, base: str = "") -> str | None:
    """One spelling of a page's address: absolute, without fragment, tracking parameters or default port.

    Args:
        url: as found on a page or in a feed, relative or not.
        base: address that a relative one counts from.

    Returns:
        The address, or None if it is not an http or https address.
    """
    found = clean(url).replace(" ", "%20")
    try:
        parts = split_web(found) or split_web(urljoin(base, found))
    except ValueError:
        return None
    name, number = (parts.hostname, parts.port) if parts else (None, None)  # worked out anew each time they are asked
    if parts is None or name is None:
        return None
    scheme = parts.scheme.lower()
    host = f"[{name}]" if ":" in name else name
    port = f":{number}" if number and number != _PORTS[scheme] else ""
    # what is kept stays byte for byte: decoding and encoding would change "%E9" and "+"
    query = "&".join(pair for pair in parts.query.split("&") if not _is_way(pair)) if parts.query else ""
    return f"{scheme}://{host}{port}{parts.path or '/'}" + (f"?{query}" if query else "")


def page_key(url: str) -> str:
    """One key for all spellings of a page's address, to compare and never to ask for.

    Beside what ``canonical`` does: https for http, no "www.", the page itself for its twin on a host for phones or AMP,
    no trailing slash or name of an index page, parameters in order, one way of escaping.

    Args:
        url: absolute.

    Returns:
        An address in ASCII; empty if it is not an http or https address.
    """
    match = _CANONICAL.fullmatch(canonical(unwrapped(url)) or "")
    if match is None:
        return ""
    host = match[1] if match[1].startswith("[") else _plain_host(match[1])
    if not host:
        return ""
    path = quote(unquote_to_bytes(_SESSION.sub("", match[3])), safe=_SAFE)
    path = _INDEX.sub("/", _AMP_PATH.sub("", path)).rstrip("/") or "/"
    pairs = sorted(_plain_pair(pair) for pair in match[4].split("&") if pair and not _ONLY_DRESS.fullmatch(pair))
    return f"https://{host}{match[2]}{path}" + (f"?{'&'.join(pairs)}" if pairs else "")


def unwrapped(url: str) -> str:
    """The address to which a link of a search engine leads that counts a click first; any other as it is.

    An address in a store of AMP pages is that of the page which is stored.
    """
    found = url.strip()
    for pattern, names in _WRAPPERS:
        if pattern.match(found):
            given = dict(parse_qsl(found.partition("?")[2].partition("#")[0]))
            return next((given[name] for name in names if split_web(given.get(name, ""))), found)
    stored = _AMP_STORE.match(found)
    return f"{'https' if stored[1] else 'http'}://{found[stored.end() :]}" if stored else found


def host(url: str) -> str:
    """Host name of an address in lower case, without "www."; empty if there is none."""
    parts = split_web(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def domain(url: str) -> str:
    """The part of an address's host that somebody registered: "news.acme.co.uk" is on "acme.co.uk".

    Of a service under whose name many write ("somebody.blog.example") it is the service's: too few voices are told
    apart, never too many. A host that is a number is its own.
    """
    name = host(url)
    labels = name.split(".")
    if ":" in name or labels[-1].isdigit():
        return name
    kept = 3 if _REGISTRY.match(".".join(labels[-2:])) else 2
    return ".".join(labels[-kept:])


def server(url: str) -> str:
    """Host name of an address as it stands there, in lower case; empty if there is none."""
    parts = split_web(url)
    return (parts.hostname or "") if parts else ""


def _is_way(pair: str) -> bool:
    """Whether a parameter says how a reader came."""
    plain = unquote_plus(pair).lower()
    return bool(_TRACKING.fullmatch(plain.partition("=")[0]) or _WAY.fullmatch(plain))


def _plain_pair(pair: str) -> str:
    return "=".join(quote(unquote_to_bytes(part.replace("+", "%20")), safe=_SAFE) for part in pair.split("=", 1))


def _plain_host(name: str) -> str:
    """A host's name in ASCII, without what stands in front of it on the host of a twin."""
    try:
        ascii_name = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        ascii_name = quote(name)
    ascii_name = ascii_name.rstrip(".")
    match = _TWIN_HOST.match(ascii_name)
    rest = ascii_name[match.end() :] if match else ascii_name
    return ascii_name if _SUFFIX.match(rest) else rest


def slug_words(url: str) -> str:
    """The words of an address's last part that says something: "/news/acme-bans-quill/" gives "acme bans quill"."""
    parts = split_web(url)
    pieces = [unquote(piece) for piece in (parts.path if parts else "").split("/")]
    worded = [" ".join(re.findall(r"[^\W_]+", piece.partition(".")[0])) for piece in pieces]
    return next((words for words in reversed(worded) if not words.isdigit() and words), "")
