"""An event by weight: where no clause says outright who does what, the words of the whole text often leave no doubt.

What is told (imposed, lifted, proposed, denied, looked into) and who acts are chosen by weights that were learned from
labelled digests; where two are nearly as likely, nothing is told.
"""

from collections.abc import Iterator, Sequence

from pipeline.analyse.events.context import Named
from pipeline.analyse.events.sentence import Mention, Sentence
from pipeline.analyse.events.stance import Stance
from pipeline.analyse.events.trigger import Trigger
from pipeline.analyse.short import weights
from pipeline.analyse.short.candidates import Candidate, candidates
from pipeline.analyse.short.doubts import can_decide, is_doubted
from pipeline.analyse.short.features import class_features, class_of, masked
from pipeline.analyse.short.frames import Frame
from pipeline.analyse.short.parties import Scene
from pipeline.model.vocabulary import Action

LIKELY = 0.5
"""From this chance on a class is told; an imposed one from ``SURE`` on, since a ban that is none is the worst error."""
SURE = 0.4
ACTOR = 0.2
"""From this chance on one acts who is the likeliest."""
ITSELF = 0.4
"""The same for a vendor that has its tool's name."""
_TOLD: dict[str, tuple[Action, Stance]] = {
    "denied": ("ban", "denied"),
    "imposed": ("ban", "fact"),
    "investigate": ("investigate", "proposed"),
    "lifted": ("lift", "fact"),
    "proposed": ("ban", "proposed"),
}


class Weighed:
    """The chances of a short text.

    Args:
        scene: the text.
        frames: all that were found in it.
    """

    def __init__(self, scene: Scene, frames: Sequence[Frame]) -> None:
        self._scene = scene
        self._frames = tuple(frames)
        self._weights = weights.load()
        self.chances = self._weights.class_chances(class_features(scene.sentences, frames))
        self.told = max(self.chances, key=lambda name: (self.chances[name], name))
        self._candidates = candidates(scene.sentences, scene.context, scene.tools)
        self._softened = any(class_of(frame) != "imposed" for frame in frames) or scene.doubted

    def actor_chances(self) -> dict[str, float]:
        """How likely each one is to act, by name."""
        count = len(self._candidates)
        return {
            one.named.name: self._weights.actor_chance(weights.in_class(one.features, self.told, count))
            for one in self._candidates
            if one.named.name not in self._scene.barred
        }

    def likeliest(self) -> Candidate | None:
        """The one who acts, if anybody is likely enough."""
        chances = self.actor_chances()
        able = [
            one
            for one in self._candidates
            if can_decide(one.named, self.told, self._scene)
            and one.named.name in chances
            and chances[one.named.name] >= (ITSELF if self._is_tool(one) else ACTOR)
        ]
        courts = [one for one in able if self._is_court(one)] if self.told == "lifted" else []
        return max(courts or able, key=lambda one: chances[one.named.name], default=None)

    def court(self) -> Candidate | None:
        """The court that lifts what others imposed, if the text names one as likely."""
        found = self.likeliest()
        return found if found is not None and self.told == "lifted" and self._is_court(found) else None

    def _is_court(self, one: Candidate) -> bool:
        return one.named.mention.name == "court" or self._scene.context.type_of(one.named.mention) == "court"

    def _is_tool(self, one: Candidate) -> bool:
        """Whether a name also stands for the tool, which mostly is what something is done to."""
        return "kind tool" in one.features

    def frames(self) -> Iterator[tuple[Frame, Named, list[Named]]]:
        """The event that the text tells by weight, as a frame with its parties; none where that is not likely."""
        least = SURE if self.told == "imposed" else LIKELY
        actor = self.likeliest()
        if self.chances[self.told] < least or actor is None or (self.told == "imposed" and self._softened):
            return
        if is_doubted(self.told, self._frames, self._scene):
            return
        action, stance = _TOLD[self.told]
        sentence, start, end = self._strongest()
        trigger = Trigger(start=start, end=end, body=end, action=action, voice="passive")
        frame = Frame(sentence=sentence, trigger=trigger, told=stance, loose=True)
        named = self._resolved(actor.named)
        targets = self._targets(named)
        if targets:
            yield frame, named, targets

    def _resolved(self, actor: Named) -> Named:
        """Whom "the ministry" stands for, where the text says whose it is."""
        if actor.mention.kind != "reference" or actor.mention.name == "court":
            return actor
        return self._scene.resolved(actor.mention, actor.sentence) or actor

    def _strongest(self) -> tuple[Sentence, int, int]:
        """The word that speaks most for the class, with its sentence."""
        number = sorted(_TOLD).index(self.told)
        best: tuple[float, Sentence, int, int] | None = None
        for sentence in self._scene.sentences:
            for word, start, end in masked(sentence):
                weight = self._weights.classes.get(f"word {word}", (0.0,) * len(_TOLD))[number]
                if word.islower() and (best is None or weight > best[0]):
                    best = (weight, sentence, start, end)
        first = self._scene.sentences[0]
        return best[1:] if best else (first, 0, len(first.text))

    def _targets(self, actor: Named) -> list[Named]:
        """The tools that the text names, but for those of the one who binds its own people, and who loses access."""
        scene = self._scene
        vendor_of = scene.tools.lexicon.vendor_of
        named = [
            Named(m, s)
            for s in scene.sentences
            for m in s.tools
            if not (scene.is_customer(m, s) or _is_given_up(m, s, scene))
        ]
        named = [one for one in named if one.mention.text != actor.mention.text or one.name == actor.name]
        own = [one for one in named if vendor_of(one.name) == actor.name]
        others = [one for one in named if vendor_of(one.name) != actor.name]
        vendor = scene.context.type_of(actor.mention) == "vendor" or actor.mention.kind == "tool"
        first, second = (own, others) if vendor else (others, own)
        chosen = others if scene.has_staff(actor) else first or second
        given_up = not named and any(s.tools for s in scene.sentences)
        if not (chosen or given_up):
            chosen = [Named(m, s) for s in scene.sentences for m in s.generics]
        if not (chosen or given_up):
            chosen = self._services(actor)
        return list({one.name: one for one in reversed(chosen)}.values())[::-1]

    def _services(self, actor: Named) -> list[Named]:
        """What of a vendor that the text names, and that is not the one who acts, or is."""
        scene = self._scene
        vendors = scene.tools.lexicon.vendors
        orgs = [(m, s) for s in scene.sentences for m in s.orgs if m.name in vendors and m.name != actor.name]
        orgs = orgs or [(m, s) for s in scene.sentences for m in s.orgs if m.name in vendors]
        return [
            Named(Mention("tool", m.start, m.end, m.text, f"{m.name} services", known=False), s, f"{m.name} services")
            for m, s in orgs[:1]
        ]


def _is_given_up(tool: Mention, sentence: Sentence, scene: Scene) -> bool:
    """Whether somebody only gives a tool up for another: "ditches X for Y"."""
    words = sentence.low[: tool.start].rstrip().rpartition(" ")[2]
    return bool(scene.tools.language.headlines.weak.match(words))
