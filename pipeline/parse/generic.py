"""Which sentences are generic for this article: general advice, truisms, openings and closings without content."""

from collections.abc import Sequence

from pipeline.parse.advice import Genericness, weigh
from pipeline.parse.headings import below, remarks
from pipeline.parse.lexicon import phrases
from pipeline.parse.sheet import Fate, Fates, Line, Sentence, Sheet, Spot

# Genericness: the mean score of the sentences' words (advice.py), less this much for words that the story is told in.
TOPIC = 4.0
ALONE = 0.0  # from here on a paragraph is generic by itself
MANY = 3  # paragraphs of filler from which the page is a content mill, and more of it is likely
AMONG_MANY = -0.6  # from here on a paragraph is generic on such a page
SINGLE_AMONG_MANY = 0.2  # from here on a sentence is
BESIDE = -0.9  # from here on if it stands beside other filler, or in a section that is there for general remarks
IN_RUN = -2.5  # from here on if it stands beside copies: what is generic by its words tells at least no story
SANDWICHED = -3.5  # from here on if it stands between copies, or between copies and other filler
REACH = 2  # paragraphs to either side in which a neighbour is looked for
NEVER = 99.0
TELLING = -1.5  # below this a sentence tells something, whatever stands around it
SINGLE = 0.7  # from here on a sentence is cut out of a paragraph that tells something
FILLED = -2.0  # from here on if the headline stands in it as in a template
NAMED = 0.5  # from here on although it names what the title names: "X's decision highlights the importance of …"

_GUIDES = phrases("guides")
_COPIES = ("filler:repeat", "filler:near-repeat", "filler:slotted")
FEWEST = 6  # words of a sentence that is judged by itself
OPENING = 4  # paragraphs in which a report names its facts


def genericness(sheet: Sheet, sentences: Sequence[Sentence]) -> float:
    """How generic some sentences are in this article; comparable with the thresholds of this module."""
    subject = set().union(*(sentence.topic for sentence in sentences))
    told = set().union(*(sheet.in_topic(sentence) for sentence in sentences))
    share = len(told) / len(subject) if subject else 0.0
    return sum(_weigh(sentence).score for sentence in sentences) / len(sentences) - TOPIC * share


def reports(sheet: Sheet) -> bool:
    """Whether the article tells of an event, so that advice in it is filler and not its content.

    It does if a name and something else that can be checked stand in one of its first paragraphs, and its title does
    not promise a guide.
    """
    if _GUIDES.search(sheet.title.lower()):
        return False
    opening = [line for line in sheet.lines if line.prose][:OPENING]
    return any(line.facts.names and (line.facts.numbers or line.facts.quotes or _narrates(line)) for line in opening)


def _narrates(line: Line) -> bool:
    return any(_weigh(sentence).score < -1 for sentence in line.sentences)


def _weigh(sentence: Sentence) -> Genericness:
    return weigh(sentence.text, sentence.words, sentence.stems)


def find_slotted(sheet: Sheet, fates: Fates) -> Fates:
    """Drop sentences that hold the title as a template does, if nothing else in them can be checked."""
    found: dict[Spot, Fate] = {}
    for i, line in enumerate(sheet.lines if sheet.english else ()):
        for s, sentence in enumerate(line.sentences):
            if not line.prose or not sentence.slotted or not sentence.facts.none or Spot(i, s) in fates:
                continue
            if genericness(sheet, [sentence]) >= FILLED:
                found[Spot(i, s)] = Fate("filler:slotted", "the headline stands in it as in a template")
    return found


def find_advice(sheet: Sheet, fates: Fates) -> Fates:
    """Drop paragraphs, and sentences of paragraphs, that are generic, on first sight."""
    if not sheet.english or not reports(sheet):
        return {}
    found = _sweep(sheet, fates, ALONE, SINGLE)
    if len({sheet.lines[spot.line].words for spot in (*fates, *found)}) >= MANY:
        found = {**_sweep(sheet, {**fates, **found}, AMONG_MANY, SINGLE_AMONG_MANY), **found}
    return found


def _sweep(sheet: Sheet, fates: Fates, whole: float, single: float) -> Fates:
    found: dict[Spot, Fate] = {}
    for i, line, heading in below(sheet):
        if not line.prose or any(Spot(i, s) in fates for s in range(len(line.sentences))):
            continue
        general = heading is not None and remarks(heading)
        if _judged(sheet, line.sentences, min(whole, BESIDE) if general else whole):
            found.update((Spot(i, s), _fate(line.sentences)) for s in range(len(line.sentences)))
        elif len(line.sentences) > 1:
            for s, sentence in enumerate(line.sentences):
                if len(sentence.words) >= FEWEST and _judged(sheet, [sentence], whole if general else single):
                    found[Spot(i, s)] = _fate([sentence])
    return found


def find_runs(sheet: Sheet, fates: Fates) -> Fates:
    """Drop generic paragraphs that stand beside filler, and then those beside them."""
    if not sheet.english:
        return {}
    found = dict(fates)
    prose = [i for i, line in enumerate(sheet.lines) if line.prose]
    for order in (range(len(prose)), range(len(prose) - 1, -1, -1)):
        for place in order:
            i, line = prose[place], sheet.lines[prose[place]]
            if not line.facts.none or any(Spot(i, s) in found for s in range(len(line.sentences))):
                continue
            before = _neighbour(sheet, found, prose[max(0, place - REACH) : place][::-1])
            after = _neighbour(sheet, found, prose[place + 1 : place + 1 + REACH])
            needed = _needed_beside(before, after)
            if needed < NEVER and _judged(sheet, line.sentences, needed):
                fate = Fate("filler:run", "generic, and it stands beside filler")
                found.update((Spot(i, s), fate) for s in range(len(line.sentences)))
    return found


def _neighbour(sheet: Sheet, fates: Fates, lines: Sequence[int]) -> Fate | None:
    """The fate of the nearest paragraph that was dropped whole, if what stands between asserts nothing."""
    for i in lines:
        each = [fates.get(Spot(i, s)) for s in range(len(sheet.lines[i].sentences))]
        if all(each):
            return each[0]
        if any(each) or not sheet.lines[i].facts.none:
            return None
    return None


def _needed_beside(before: Fate | None, after: Fate | None) -> float:
    """How generic a paragraph has to be, given what became of its neighbours."""
    rules = [fate.rule for fate in (before, after) if fate is not None and fate.rule != "filler:restate"]
    if len(rules) == 2 and any(rule in _COPIES or rule == "filler:run" for rule in rules):
        return SANDWICHED
    if any(rule in _COPIES for rule in rules):
        return IN_RUN
    return BESIDE if rules else NEVER


def _judged(sheet: Sheet, sentences: Sequence[Sentence], threshold: float) -> bool:
    """Whether sentences are generic together, and none of them alone tells something."""
    names = set().union(*(sentence.facts.names for sentence in sentences))
    if any(sentence.facts.numbers or sentence.facts.quotes for sentence in sentences) or names - sheet.title_names:
        return False
    if len(sentences) > 1 and min(genericness(sheet, [one]) for one in sentences) < min(TELLING, threshold):
        return False
    return genericness(sheet, sentences) >= (NAMED if names else threshold)


def _fate(sentences: Sequence[Sentence]) -> Fate:
    signs = dict.fromkeys(sign for sentence in sentences for sign in _weigh(sentence).signs[:3])
    return Fate("filler:advice", "nothing of this story to check; " + ", ".join(list(signs)[:4]))
