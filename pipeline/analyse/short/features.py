"""What of a short text speaks for its being told as imposed, lifted, proposed, denied or looked into.

Words without their endings, pairs of them, and the frames of the grammar; names stand as what they are, so that what is
learned of one firm holds for all.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.analyse.events.sentence import Sentence
from pipeline.analyse.short.frames import Frame
from pipeline.analyse.short.stems import stems

CLASSES = ("denied", "imposed", "investigate", "lifted", "proposed")
"""What a short text can tell of a restriction, in this order."""


def class_features(sentences: Sequence[Sentence], frames: Sequence[Frame]) -> set[str]:
    """The features of a whole text."""
    found: set[str] = set()
    for sentence in sentences:
        words = [word for word, _, _ in masked(sentence)]
        found.update(f"word {word}" for word in words)
        found.update(f"pair {one} {two}" for one, two in pairwise(words))
        if sentence.kind == "title":
            found.update(f"title {word}" for word in words)
    for frame in frames:
        told = class_of(frame)
        found.update((f"frame {told}", f"frame {told} {'title' if frame.in_title else 'text'}"))
    return found


def class_of(frame: Frame) -> str:
    """Which of ``CLASSES`` a frame tells."""
    if frame.trigger.action == "investigate":
        return "investigate"
    if frame.told in ("proposed", "denied"):
        return frame.told
    return "lifted" if frame.trigger.action == "lift" else "imposed"


def masked(sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """The stems of a sentence with their places; TOOL, TOOLS and PARTY stand for names."""
    named = [(m.start, m.end, "TOOL" if m.kind == "tool" else "TOOLS") for m in sentence.things]
    named += [(m.start, m.end, "PARTY") for m in (*sentence.orgs, *sentence.regions)]
    position = 0
    for start, end, mask in sorted(named, key=lambda one: (one[0], -one[1])):
        if start >= position:
            yield from stems(sentence.low, position, start)
            yield mask, start, end
            position = end
    yield from stems(sentence.low, position, len(sentence.low))
