"""In which language an article is written, by its own words.

What a page says of itself is often what its template says. So clear English is English; else the words are asked, by
the model of py3langid, which comes in its package; and where they do not say it for sure, the page is believed.
"""

from collections.abc import Callable
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.model.article import Article
from pipeline.text.english import is_english

_ASKED = 2_000  # characters that are looked at
_SURE = 0.9  # probability from which the model is believed; 142 terse English texts and titles gave 0.19 at most
# The languages between which it is to choose: rare ones are wrong more often than right.
_LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu"),
    *("id", "it", "ja", "ka", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv"),
    *("sw", "ta", "te", "th", "tr", "uk", "ur", "vi", "zh"),
)


def spoken(article: Article) -> str:
    """ISO 639-1 code of the language that an article is written in; what the page says where its words leave it open.

    Args:
        article: its title and its kept blocks are read, the frame and the filler are not.
    """
    text = f"{article.title}\n{article.text}"
    if is_english(text):
        return "en"
    code, probability = _identifier()(text[:_ASKED])
    return code if probability >= _SURE else article.language


@cache  # a model of 4.6 MB: read once in a process, and only if a text is not clearly English
def _identifier() -> Callable[[str], tuple[str, float]]:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_LANGUAGES))
    classify: Callable[[str], tuple[str, float]] = identifier.classify
    return classify
