"""Names of languages and places in English, from Unicode's own list, places as newspapers print them."""

from collections.abc import Mapping
from types import MappingProxyType

from babel import Locale

_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "AG": "Antigua and Barbuda",
        "BA": "Bosnia and Herzegovina",
        "BL": "Saint Barthélemy",
        "CD": "Democratic Republic of the Congo",
        "CG": "Congo",
        "CI": "Côte d'Ivoire",
        "CV": "Cabo Verde",
        "GS": "South Georgia and the South Sandwich Islands",
        "HK": "Hong Kong",
        "HM": "Heard Island and McDonald Islands",
        "KN": "Saint Kitts and Nevis",
        "LC": "Saint Lucia",
        "MF": "Saint Martin",
        "MM": "Myanmar",
        "MO": "Macao",
        "PM": "Saint Pierre and Miquelon",
        "PN": "Pitcairn",
        "PS": "Palestine",
        "SH": "Saint Helena",
        "SJ": "Svalbard and Jan Mayen",
        "ST": "São Tomé and Príncipe",
        "TC": "Turks and Caicos Islands",
        "TT": "Trinidad and Tobago",
        "UM": "United States Minor Outlying Islands",
        "VC": "Saint Vincent and the Grenadines",
        "WF": "Wallis and Futuna",
    }
)
"""Places that Unicode's list names otherwise than the brief does, sorted by their codes."""


def language(code: str) -> str:
    """The English name of a language ("German" for "de"); the code itself where nobody knows it.

    Args:
        code: ISO 639-1 or -3, in lower case; from outside, so that it may be anything.
    """
    names = Locale("en").languages
    return str(names.get(code, code))


def place(code: str) -> str:
    """The English name of a country or of the EU ("China" for "CN"); the code itself where nobody knows it.

    Args:
        code: ISO 3166-1, two letters.
    """
    return _PLACES.get(code) or str(Locale("en").territories.get(code, code))
