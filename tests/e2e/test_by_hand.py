"""What a person decides, over the sample world: overrides, and a page that is taken back."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from pipeline.config.settings import load
from pipeline.nightly.house import House, Silent, build
from pipeline.nightly.publishing import publish_site
from pipeline.nightly.registering import take_in
from pipeline.nightly.views import told_register
from pipeline.nightly.withdrawing import withdraw
from pipeline.render.register_json import check, register_json
from pipeline.store.store import Store
from tests.e2e.conftest import Played
from tests.unit.nightly.test_withdrawing import traces

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(played: Played, tmp_path: Path) -> Path:
    """The demo after its nights, to change."""
    shutil.copytree(played.folder, tmp_path / "demo", symlinks=True)
    return tmp_path / "demo"


def house_of(folder: Path, store: Store, played: Played) -> House:
    return build(
        load(folder / "feeds.yaml"), folder / "data", store, now=played.nights[-1].now, progress=Silent(), password=""
    )


def decide(folder: Path, *acts: dict[str, object]) -> None:
    told = [{"reason": "It is so.", "author": "J. Doe of Desk", **act} for act in acts]
    (folder / "overrides.yaml").write_text(yaml.safe_dump({"overrides": told}), encoding="utf-8")


def test_overrides_are_shown_everywhere_and_undone_without_a_trace_but_the_history(
    folder: Path, played: Played
) -> None:
    with Store(folder / "data") as store:
        before = told_register(house_of(folder, store, played)).restrictions
        first, second, third, *_ = before
        decide(
            folder,
            {"act": "set", "row": first.restriction_id, "claim": "replacement", "value": "Pencil and paper"},
            {"act": "reject", "row": second.restriction_id, "as": "out_of_scope"},
            {"act": "confirm", "row": third.restriction_id, "article": third.evidence[0].url},
        )
        house = house_of(folder, store, played)
        take_in(house)
        publish_site(house)
        held = told_register(house)
        rows = {row.restriction_id: row for row in held.restrictions}
        assert check(json.loads(register_json(held))) == []
        assert rows[first.restriction_id].claims.replacement.value == "Pencil and paper"
        assert second.restriction_id not in rows
        assert rows[third.restriction_id].provenance.phrase == "confirmed by hand"
        page = folder / "data/site/public/restrictions" / first.restriction_id / "index.html"
        assert "set by hand" in page.read_text(encoding="utf-8")
        assert not [
            path
            for path in (folder / "data/site/public").resolve().rglob("*")
            if path.is_file() and b"J. Doe" in path.read_bytes()
        ]
        (folder / "overrides.yaml").unlink()
        take_in(house_of(folder, store, played))
        after = told_register(house_of(folder, store, played)).restrictions
        plain = [(row.restriction_id, row.title, row.status, row.claims, row.provenance, row.evidence) for row in after]
        assert plain == [
            (row.restriction_id, row.title, row.status, row.claims, row.provenance, row.evidence) for row in before
        ]


def test_a_page_that_is_taken_back_is_nowhere_in_the_data_directory(folder: Path, played: Played) -> None:
    with Store(folder / "data") as store:
        house = house_of(folder, store, played)
        shared = [row for row in told_register(house).restrictions if len({p.url for p in row.evidence}) > 1]
        quoted = next(
            proof for row in shared for proof in row.evidence if _is_its_own(proof.quote, proof.article_id, store)
        )
        assert traces(folder / "data", quoted.quote) == [quoted.quote]
        done = withdraw(house, quoted.url, reason="Its publisher asked.", author="J. Doe")
        assert done.pages
        assert done.kept
        held = told_register(house)
        assert check(json.loads(register_json(held))) == []
        assert quoted.url not in {proof.url for row in held.restrictions for proof in row.evidence}
    assert traces(folder / "data", quoted.quote) == []


def _is_its_own(quote: str, article_id: str, store: Store) -> bool:
    """Whether no other article says the same, so that every trace of it is one of this page."""
    ids = {i for story in store.articles.stories() for i in story.article_ids} - {article_id}
    texts = [block.text for article in store.articles.articles(ids) for block in article.blocks]
    words = quote.split()
    runs = [" ".join(words[start : start + 5]) for start in range(max(1, len(words) - 4))]
    return len(words) >= 8 and not any(run in text for run in runs for text in texts)
