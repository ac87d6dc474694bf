"""What a text model wrote. Each request is asked once, so that the same input gives the same brief."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.store.db import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a request.

    Attributes:
        answer_id: hash of model and request.
        restriction_id: what it is about; a retraction erases it by this.
        text: what passed the grounding gate; empty if nothing did.
        faults: why the text was refused, joined by commas; empty if it was not.
    """

    answer_id: str
    restriction_id: str
    text: str
    faults: str = ""


class Answers:
    """Typed rows of answers. Writes belong inside ``Db.transaction``."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def save(self, answer: Answer) -> None:
        """Keep an answer; one that is kept stays."""
        row = {
            "answer_id": answer.answer_id,
            "restriction_id": answer.restriction_id,
            "text": answer.text,
            "faults": answer.faults,
        }
        self._db.keep("answers", [row])

    def answer(self, answer_id: str) -> Answer | None:
        """An answer, or None if it was never given or is erased."""
        row = self._db.one("SELECT * FROM answers WHERE answer_id = ?", answer_id)
        return Answer(**row) if row else None

    def texts(self, answer_ids: Iterable[str]) -> dict[str, str]:
        """The texts that passed, by the ids of their answers; nothing of those that are erased."""
        found = {answer_id: self.answer(answer_id) for answer_id in answer_ids}
        return {answer_id: answer.text for answer_id, answer in found.items() if answer and answer.text}

    def forget(self, restriction_ids: Iterable[str]) -> None:
        """Erase what was written about some restrictions."""
        for restriction_id in restriction_ids:
            self._db.run("DELETE FROM answers WHERE restriction_id = ?", restriction_id)
