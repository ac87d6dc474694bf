"""Which sentences are generic for this article: general advice, truisms, openings and closings without content."""

from collections.abc import Sequence

from pipeline.parse.advice import WEIGHTS
from pipeline.parse.headings import below, remarks
from pipeline.parse.lexicon import phrases
from pipeline.parse.sheet import Fate, Fates, Line, Sentence, Sheet, Spot

# All thresholds are on one scale: the logarithm of the odds that something is advice (advice.py) where it stands.
ALONE = -0.5  # from here on a paragraph counts towards the page's filler
MANY = 4  # paragraphs of filler from which the page is a content mill, and more of it is likely
SHARE = 0.2  # of the paragraphs that they have to be: a long report or essay has some, too
VAGUE = -2.0  # from here on a paragraph is rather generic than not: one in thirteen of those that are to be kept
MANY_VAGUE = 5  # such paragraphs from which facts are the exception on a page
MOST = 0.4  # of the paragraphs that they have to be
AMONG_MOST = -1.5  # from here on a paragraph is generic on such a page
LONGEST = 900  # words of such a page: what is longer was written by somebody who had something to say
AMONG_MANY = -0.7  # from here on a paragraph is on such a page
SINGLE_AMONG_MANY = -0.3  # from here on a sentence is, whatever share of the page is filler
BESIDE = -0.9  # from here on if it stands beside other filler
IN_RUN = -1.2  # from here on if it stands beside copies: what is generic by its words tells at least no story
SANDWICHED = -1.2  # from here on if it stands between copies, or between copies and other filler
REACH = 2  # paragraphs to either side in which a neighbour is looked for
NEVER = 99.0
ALONG = 1.5  # less than what is needed of a paragraph is enough for each of its sentences
TELLING = -2.8  # below this a sentence tells something, whatever stands around it
SINGLE = 0.1  # from here on a sentence counts that stands in a paragraph that tells something
FILLED = -2.0  # from here on if the headline stands in it as in a template
REPORTED = 1.5  # more is needed of one that says who says so, or what is not known
FRESH = 3.0  # more is needed of a paragraph that names or counts what was not told before: sages and statistics

_REMARK = WEIGHTS["below a heading for remarks"]
_BINDING = phrases("binding")
_GUIDES = phrases("guides")
_MYSELF = frozenset({"i", "i'd", "i'll", "i'm", "i've", "me", "mine", "my", "myself"})
GENERIC_COPY = "generic"  # begins the ground of copies that all go
_COPIES = ("filler:repeat", "filler:near-repeat", "filler:slotted")
FEWEST = 6  # words of a sentence that is judged by itself
OPENING = 4  # paragraphs in which a report names its facts
NAMES = 2  # words of names in such a paragraph
FEW_PERSONAL = 3  # sentences in the first person from which an author may speak of himself
PERSONAL = 0.08  # share of the sentences
FEW_CLAUSES = 3  # sentences that bind somebody from which a text may be a contract or a policy
CLAUSES = 0.15  # share of the sentences


def genericness(sheet: Sheet, sentences: Sequence[Sentence], *, remark: bool = False) -> float:
    """How generic some sentences are in this article; comparable with the thresholds of this module.

    Args:
        sheet: the article.
        sentences: of it, in one place.
        remark: whether they stand below a heading for general remarks.
    """
    return sum(_score(sheet, sentence) for sentence in sentences) / len(sentences) + remark * _REMARK


def _score(sheet: Sheet, sentence: Sentence) -> float:
    """What a sentence's words and form say, and what it shares with the story and adds to it."""
    told = len(sheet.in_topic(sentence)) / len(sentence.topic) if sentence.topic else 0.0
    asserted, fresh = sentence.facts, sentence.fresh
    return (
        sentence.form.score
        + WEIGHTS["in an article"]
        + WEIGHTS["words of the story"] * told
        + WEIGHTS["names the story"] * bool(asserted.names - fresh.names)
        + WEIGHTS["new names"] * min(2, len(fresh.names))
        + WEIGHTS["new numbers"] * min(2, len(fresh.numbers))
        + WEIGHTS["quotation"] * asserted.quotes
    )


def reports(sheet: Sheet) -> bool:
    """Whether the article tells of an event, so that advice in it is filler and not its content.

    It does if names and something else that can be checked stand in one of its first paragraphs. It does not if its
    title promises a guide, if its author speaks of himself (a column, a diary, an answer in an interview), or if much
    of it are clauses.
    """
    prose = [line for line in sheet.lines if line.prose]
    if _GUIDES.search(sheet.title.lower()) or _personal(prose) or _binds(prose):
        return False
    return any(
        len(line.facts.names) >= NAMES
        and not line.facts.names.isdisjoint(sheet.title_names)
        and (line.facts.numbers or line.facts.quotes or _narrates(line))
        for line in prose[:OPENING]
    )


def _narrates(line: Line) -> bool:
    return any(sentence.form.score < 0 for sentence in line.sentences)


def _personal(lines: Sequence[Line]) -> bool:
    own = [one for line in lines for one in line.sentences if not one.facts.quotes]
    speaking = sum(1 for sentence in own if not _MYSELF.isdisjoint(sentence.words))
    return speaking >= max(FEW_PERSONAL, PERSONAL * len(own))


def _binds(lines: Sequence[Line]) -> bool:
    """Whether it is a contract, terms or a policy: much of it says what somebody may, must or shall do."""
    clauses = [bool(_BINDING.search(one.text.casefold())) for line in lines for one in line.sentences]
    return sum(clauses) >= max(FEW_CLAUSES, CLAUSES * len(clauses))


def find_slotted(sheet: Sheet, fates: Fates) -> Fates:
    """Drop what holds the title as a template does, if nothing in it is new: paragraphs, or single sentences."""
    found: dict[Spot, Fate] = {}
    fate = Fate("filler:slotted", "the headline stands in it as in a template")
    for i, line in enumerate(sheet.lines if sheet.english else ()):
        left = [s for s in range(len(line.sentences)) if line.prose and Spot(i, s) not in fates]
        filled = [s for s in left if _filled(sheet, line.sentences[s])]
        rest = [line.sentences[s] for s in left if s not in filled]
        if filled and all(one.fresh.none and genericness(sheet, [one]) >= TELLING for one in rest):
            filled = left
        found.update((Spot(i, s), fate) for s in filled)
    return found


def _filled(sheet: Sheet, sentence: Sentence) -> bool:
    return sentence.slotted and sentence.fresh.none and genericness(sheet, [sentence]) >= FILLED


def find_advice(sheet: Sheet, fates: Fates) -> Fates:
    """Drop paragraphs, and sentences of paragraphs, that are generic, on first sight, on a page with much of it.

    One general remark in a report is style, and stays.
    """
    if not sheet.english or not (reports(sheet) or _templated(sheet, fates)):
        return {}
    if _mostly(sheet, fates):
        return _sweep(sheet, fates, AMONG_MOST, SINGLE_AMONG_MANY)
    likely = _sweep(sheet, fates, ALONE, SINGLE)
    return _sweep(sheet, fates, AMONG_MANY, SINGLE_AMONG_MANY) if _many(sheet, {**fates, **likely}) else {}


def _mostly(sheet: Sheet, fates: Fates) -> bool:
    """Whether so many of the paragraphs that are left are rather generic than not that facts are the exception."""
    left = [line for i, line in enumerate(sheet.lines) if line.prose and Spot(i, 0) not in fates]
    vague = sum(genericness(sheet, line.sentences) >= VAGUE for line in left)
    return vague >= max(MANY_VAGUE, MOST * len(left)) and sum(len(line.words) for line in left) <= LONGEST


def is_mill(sheet: Sheet, fates: Fates) -> bool:
    """Whether a page is a content mill by what was dropped of it so far, and it is a report or made of templates."""
    return _many(sheet, fates) and (reports(sheet) or _templated(sheet, fates))


def _templated(sheet: Sheet, fates: Fates) -> bool:
    """Whether so many generic paragraphs stand twice that no guide and no column was written this way."""
    copies = {spot: fate for spot, fate in fates.items() if fate.rule in _COPIES and _generic(fate)}
    return _many(sheet, copies)


def _many(sheet: Sheet, fates: Fates) -> bool:
    """Whether enough different paragraphs were dropped, in whole or in part, in all and for the length of the page."""
    prose = [len(line.words) for line in sheet.lines if line.prose]
    dropped = len({sheet.lines[spot.line].words for spot in fates})
    return dropped >= max(MANY, SHARE * len(prose)) and sum(prose) <= LONGEST


def _sweep(sheet: Sheet, fates: Fates, whole: float, single: float) -> Fates:
    """Paragraphs that are generic from the one threshold on, and sentences of other paragraphs from the other on."""
    found: dict[Spot, Fate] = {}
    for i, line, heading in below(sheet):
        if not line.prose or any(Spot(i, s) in fates for s in range(len(line.sentences))):
            continue
        remark = heading is not None and remarks(heading)
        if _judged(sheet, line.sentences, whole, remark=remark):
            fate = _fate(sheet, line.sentences, remark=remark)
            found.update((Spot(i, s), fate) for s in range(len(line.sentences)))
        elif len(line.sentences) > 1:
            for s, sentence in enumerate(line.sentences):
                if len(sentence.words) >= FEWEST and _judged(sheet, [sentence], single, remark=remark):
                    found[Spot(i, s)] = _fate(sheet, [sentence], remark=remark)
    return found


def find_runs(sheet: Sheet, fates: Fates) -> Fates:
    """Drop generic paragraphs that stand beside filler, and then those beside them, where there is much of it."""
    if not sheet.english or not _many(sheet, fates):
        return {}
    found = dict(fates)
    prose = [(i, line, heading) for i, line, heading in below(sheet) if line.prose]
    places = [i for i, _, _ in prose]
    for order in (range(len(prose)), range(len(prose) - 1, -1, -1)):
        for place in order:
            i, line, heading = prose[place]
            if any(Spot(i, s) in found for s in range(len(line.sentences))):
                continue
            before = _neighbour(sheet, found, places[max(0, place - REACH) : place][::-1])
            after = _neighbour(sheet, found, places[place + 1 : place + 1 + REACH])
            needed = _needed_beside(before, after)
            remark = heading is not None and remarks(heading)
            if needed < NEVER and _judged(sheet, line.sentences, needed, remark=remark):
                fate = Fate("filler:run", "generic, and it stands beside filler")
                found.update((Spot(i, s), fate) for s in range(len(line.sentences)))
    return found


def _neighbour(sheet: Sheet, fates: Fates, lines: Sequence[int]) -> Fate | None:
    """The fate of the nearest paragraph that was dropped whole, if what stands between asserts nothing."""
    for i in lines:
        each = [fates.get(Spot(i, s)) for s in range(len(sheet.lines[i].sentences))]
        if all(each):
            return each[0]
        if any(each) or any(not one.fresh.none for one in sheet.lines[i].sentences):
            return None
    return None


def _needed_beside(before: Fate | None, after: Fate | None) -> float:
    """How generic a paragraph has to be, given what became of its neighbours."""
    rules = [fate.rule for fate in (before, after) if fate is not None and _generic(fate)]
    if len(rules) == 2 and any(rule in _COPIES or rule == "filler:run" for rule in rules):
        return SANDWICHED
    if any(rule in _COPIES for rule in rules):
        return IN_RUN
    return BESIDE if rules else NEVER


def _generic(fate: Fate) -> bool:
    """Whether a fate says that its text is generic; a fact that is told twice has no filler around it."""
    if fate.rule in ("filler:repeat", "filler:near-repeat"):
        return fate.because.startswith(GENERIC_COPY)
    return fate.rule != "filler:restate"


def _judged(sheet: Sheet, sentences: Sequence[Sentence], threshold: float, *, remark: bool = False) -> bool:
    """Whether sentences are generic together, and none of them alone tells something, wherever it stands."""
    most = sum(sentence.form.score for sentence in sentences) / len(sentences) + remark * _REMARK  # place takes from it
    if most < threshold or any(sentence.facts.quotes for sentence in sentences):
        return False
    fresh = any(not sentence.fresh.none for sentence in sentences)
    reported = any(sentence.form.reported for sentence in sentences)
    needed = threshold + FRESH * fresh + REPORTED * reported
    if genericness(sheet, sentences, remark=remark and not (fresh or reported)) < needed:
        return False
    return min(genericness(sheet, [one]) for one in sentences) >= max(TELLING, needed - ALONG)


def _fate(sheet: Sheet, sentences: Sequence[Sentence], *, remark: bool) -> Fate:
    signs = dict.fromkeys(sign for sentence in sentences for sign in sentence.form.signs[:3])
    score = genericness(sheet, sentences, remark=remark)
    return Fate("filler:advice", f"generic, {score:+.1f}: " + ", ".join(list(signs)[:4]))
