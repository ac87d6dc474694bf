"""The whole job over the sample world: what the register, the brief, the mail and the site must say."""

import email
import email.policy
import hashlib
import json
import re
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.demo import play
from pipeline.model.rights import WITHHELD
from pipeline.nightly.house import Silent
from pipeline.parse.change import REMOVED
from pipeline.render.register_json import check
from pipeline.store.store import Store
from pipeline.world.content import load
from pipeline.world.filler import pad
from tests.e2e.conftest import Played
from tests.unit.brief.hedging import assert_hedged

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def register(played: Played) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((played.public / "api/v1/restrictions.json").read_bytes())
    return document


def row(register: dict[str, Any], actor: str, tool: str) -> dict[str, Any]:
    found = [
        r
        for r in register["restrictions"]
        if r["claims"]["actor"]["value"]["name"] == actor
        and tool in [target["tool"] for target in r["claims"]["targets"]["value"]]
    ]
    assert len(found) == 1, [r["title"] for r in register["restrictions"]]
    only: dict[str, Any] = found[0]
    return only


def test_the_register_is_valid_beyond_its_schema(register: dict[str, Any]) -> None:
    assert check(register) == []


def test_alibaba_bans_claude_code_from_10_july_and_moves_to_qoder(register: dict[str, Any]) -> None:
    found = row(register, "Alibaba", "Claude Code")
    claims = found["claims"]
    assert claims["action"]["value"] == "ban"
    assert claims["targets"]["value"] == [{"tool": "Claude Code", "vendor": "Anthropic", **_surfaces(claims)}]
    assert (claims["effective"]["value"], claims["effective"]["precision"]) == ("2026-07-10", "day")
    assert claims["replacement"]["value"] == "Qoder"
    assert found["mechanism"] == "employer-ban"
    assert found["status"] == "in-force"
    for name in ("actor", "action", "targets", "effective", "replacement"):
        assert claims[name]["evidence"], name


def _surfaces(claims: dict[str, Any]) -> dict[str, Any]:
    target = claims["targets"]["value"][0]
    return {"surfaces": target["surfaces"]} if "surfaces" in target else {}


def test_nothing_is_disputed_in_the_lead_story(register: dict[str, Any]) -> None:
    claims = row(register, "Alibaba", "Claude Code")["claims"]
    assert [name for name, claim in claims.items() if claim["status"] == "disputed"] == []


def test_one_story_for_its_six_outlets(store: Store) -> None:
    articles = {article.article_id: article for article in store.articles.articles(_all_ids(store))}
    told = {a.outlet for a in articles.values() if "alibaba" in a.url and "claude-code" in a.url}
    stories = [
        story for story in store.articles.stories() if any("claude-code" in articles[i].url for i in story.article_ids)
    ]
    lead = max(stories, key=lambda story: len(story.article_ids))
    assert len(told) == 6
    assert {articles[i].outlet for i in lead.article_ids} == told


def _all_ids(store: Store) -> list[str]:
    return store.articles.seen_between("", "9999")


def test_the_made_up_story_shows_its_dispute(register: dict[str, Any], played: Played) -> None:
    found = row(register, "Northwind Freight (fictional)", "Quill (fictional)")
    effective = found["claims"]["effective"]
    assert effective["status"] == "disputed"
    assert sorted(alternative["value"] for alternative in effective["alternatives"]) == ["2026-08-01", "2026-08-15"]
    page = text_of(played.public / "restrictions" / found["id"] / "index.html")
    assert "1 August 2026" in page
    assert "15 August 2026" in page


def test_none_of_the_noise_is_in_the_register(register: dict[str, Any]) -> None:
    world = load()
    hosts = {outlet.id: outlet.host for outlet in world.outlets}
    noise = {(hosts[a.outlet_id], a.slug) for a in world.articles if a.kind in ("noise", "news")}
    for found in register["restrictions"]:
        for proof in found["evidence"]:
            assert not any(host in proof["url"] and slug in proof["url"] for host, slug in noise), proof["url"]


def test_every_quote_stands_at_its_address(register: dict[str, Any], store: Store) -> None:
    articles = {article.article_id: article for article in store.articles.articles(_all_ids(store))}
    for found in register["restrictions"]:
        for proof in found["evidence"]:
            block = articles[proof["article_id"]].blocks[proof["block"]]
            assert block.text[proof["start"] : proof["end"]] == proof["quote"] or proof["quote"] == WITHHELD
            assert block.kept or block.rule == REMOVED


def test_no_filler_of_the_mills_is_anywhere(played: Played) -> None:
    world = load()
    filler = {  # what a mill repeats of the report itself is news where it stands first
        piece.text
        for article in world.articles
        if article.outlet_id in world.fillers
        for piece in pad(article, world.fillers[article.outlet_id])
        if len(piece.text.split()) >= 8
        and article.lead not in piece.text
        and not any(piece.text in own.text for own in article.pieces)
    }
    assert len(filler) > 40
    pages = "\n".join(
        text_of(path) for path in files(played.data / "site") if path.suffix in (".html", ".txt", ".json")
    )
    mails = "\n".join(path.read_text() for path in files(played.data / "outbox"))
    for sentence in filler:
        assert sentence not in pages, sentence
        assert sentence not in mails, sentence


def test_four_editions_the_first_a_baseline_the_last_one_mailed(played: Played, store: Store) -> None:
    editions = store.editions.editions()
    assert [edition.edition_id for edition in editions] == ["2026-W25", "2026-W26", "2026-W27", "2026-W28"]
    assert [edition.baseline for edition in editions] == [True, False, False, False]
    outbox = sorted(str(path.relative_to(played.data / "outbox")) for path in files(played.data / "outbox"))
    assert outbox == ["2026-W28/1.eml", "2026-W28/2.eml"]


def test_the_mail_says_what_the_page_says(played: Played, store: Store) -> None:
    edition = store.editions.editions()[-1]
    mail = email.message_from_bytes((played.data / "outbox/2026-W28/1.eml").read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    plain, html = (part.get_content() for part in mail.iter_parts())
    page = text_of(played.private / "briefs/2026-W28/index.html")
    assert " ".join(edition.bottom_line.split()) in " ".join(plain.split())
    assert " ".join(edition.bottom_line.split()) in page
    for item in edition.items[:5]:
        for part in (plain, html, page):
            assert item.restriction_id in part


def test_every_page_and_mail_is_stamped(played: Played) -> None:
    for path in files(played.data / "site"):
        if path.suffix == ".html":
            assert "Sample world" in path.read_text(encoding="utf-8"), path
    for path in files(played.data / "outbox"):
        assert "Sample world" in path.read_text(encoding="utf-8")


def test_the_public_build_holds_nothing_of_the_inventory(played: Played) -> None:
    for path in files(played.public):
        text = path.read_bytes()
        for secret in (b"Sample Organisation", b"212 seats", b"security@sample.example", b"procurement@sample.example"):
            assert secret not in text, path


def test_each_week_says_what_affects_the_sample_organisation_and_what_is_done(store: Store) -> None:
    told = {edition.edition_id[-2:]: edition for edition in store.editions.editions()}
    bearings = {
        week: {(one.tool, one.bearing) for one in edition.exposures or () if one.bearing != "signal"}
        for week, edition in told.items()
    }
    assert {("Claude Sonnet 4", "supply"), ("Claude Fable 5", "unknown")} <= bearings["25"]
    assert bearings["26"] == {("Claude Fable 5", "unknown")}
    assert {bearing for _, bearing in bearings["27"]} == {"unknown", "none"}
    assert ("Claude Fable 5", "none") in bearings["27"]  # what was told in week 25 is over, and is told so
    assert bearings["28"] == {("Quill (fictional)", "binds us")}
    assert {one.tool for one in told["28"].exposures or () if one.bearing == "signal"} >= {"Claude Code"}
    assert [step.department for step in told["28"].steps] == ["Security", "Procurement"]
    for edition in told.values():
        for step in edition.steps:
            assert step.tool in step.text
            assert step.due > edition.last_on


def test_failing_sources_are_named_in_the_brief(store: Store) -> None:
    coverage = store.editions.editions()[-1].coverage
    assert {failing.source_id for failing in coverage.failing} == {"valleycourier", "barristerbeat"}
    assert (coverage.sources_read, coverage.sources) == (12, 14)


def test_what_is_passed_over_by_its_title_tells_no_restriction_that_the_register_lacks(store: Store) -> None:
    """One article about a restriction is passed over: it only says that what two others tell is still so."""
    world = load()
    passed = [a for a in world.articles if store.entries.page_state(world.url(a)) == "skipped"]
    assert [a.slug for a in passed if a.kind in ("restriction", "fictional")] == ["no-fable-5-is-not-back"]
    assert len(passed) == 14


def test_a_country_that_a_policy_page_drops_waits_a_night_and_is_told_by_the_vendor_itself(
    register: dict[str, Any], played: Played, store: Store
) -> None:
    assert [night.night.fetch.entries for night in played.nights] == [32, 13, 21, 8]
    (change,) = [a for a in store.articles.articles(_all_ids(store)) if a.source_id == "quillhaven-countries"]
    assert change.url == "http://quillhaven.example/legal/supported-countries#changed-2026-07-06"
    assert [(block.text, block.rule) for block in change.blocks if block.kind != "title"] == [("Switzerland", REMOVED)]
    found = row(register, "Quillhaven (fictional)", "Quill (fictional)")
    assert found["claims"]["affected"]["value"] == {"who": "Switzerland", "regions": ["CH"]}
    assert (found["mechanism"], found["status"]) == ("vendor-region", "in-force")
    assert (found["first_reported"], found["added_on"]) == ("2026-07-06", "2026-07-13")
    assert {(proof["article_id"], proof["role"]) for proof in found["evidence"]} == {(change.article_id, "primary")}
    assert found["id"] in [item.restriction_id for item in store.editions.editions()[-1].items]


def test_the_tutorial_names_the_rows_of_which_it_speaks(register: dict[str, Any], store: Store) -> None:
    text = (Path(__file__).parents[2] / "docs/tutorial/sample-world.md").read_text(encoding="utf-8")
    lead = store.editions.editions()[-1].items[0].restriction_id
    vendors_own = row(register, "Quillhaven (fictional)", "Quill (fictional)")["id"]
    assert re.findall(r"AIR-\d{4}-\d+", text) == [lead, vendors_own]


def test_the_list_of_a_vendor_is_published_as_facts(played: Played) -> None:
    document = json.loads((played.public / "api/v1/availability.json").read_bytes())
    facts = {fact["country"]: fact for fact in document["availability"]}
    assert document["count"] == len(facts) == 25
    assert {fact["tool"] for fact in facts.values()} == {"Quill (fictional)"}
    assert [country for country, fact in facts.items() if not fact["listed"]] == ["CH"]
    assert (facts["CH"]["quote"], facts["AT"]["since"]) == ("Switzerland", "2026-06-22")


def test_the_front_page_the_news_sitemap_and_the_json_feed_are_read(store: Store) -> None:
    counts = store.entries.entry_counts()
    read = {source_id: counts[source_id][0] for source_id in ("brightstack", "noticegazette", "publicmainframe")}
    assert read == {"brightstack": 6, "noticegazette": 5, "publicmainframe": 7}


def test_no_link_of_the_site_leads_nowhere(played: Played) -> None:
    for build in (played.public, played.private):
        for path in files(build):
            if path.suffix != ".html" or path.name == "404.html":
                continue
            for target in re.findall(r'(?:href|src)="([^"#?]+)', path.read_text(encoding="utf-8")):
                if target.startswith(("http://", "https://", "mailto:", "data:")):
                    continue
                assert (path.parent / target).exists(), f"{path.relative_to(build)} -> {target}"


def test_a_second_play_changes_nothing_and_sends_nothing(played: Played) -> None:
    before = tree(played.folder)
    with Store(played.data) as opened:
        known = list(opened.canonical())
    nights = list(play(played.folder, progress=Silent()))
    assert tree(played.folder) == before
    with Store(played.data) as opened:
        assert list(opened.canonical()) == known
    assert [night.number for night in nights] == [4]
    assert all(night.night.sent.written == () for night in nights)
    assert not any(night.night.published for night in nights)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def tree(folder: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of change of every file but the database's own."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in files(folder)
        if not path.name.startswith(("offlimits.sqlite", "run.lock")) and path.suffix != ".yaml"
    }


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of(path: Path) -> str:
    """The words of a page, white space folded."""
    if path.suffix != ".html":
        return " ".join(path.read_text(encoding="utf-8").split())
    parser = _Text()
    parser.feed(path.read_text(encoding="utf-8"))
    return " ".join(" ".join(parser.parts).split())


def test_no_brief_says_outright_what_is_only_reported(store: Store) -> None:
    vouched = ("told by the actor itself", "confirmed by the actor", "confirmed by hand")
    public = ("US Department of Commerce", "commissioner")
    editions = store.editions.editions()
    assert len(editions) >= 4
    for edition in editions:
        for item in edition.items:
            if "reportedly" in item.headline:
                assert_hedged(item)
            elif item.provenance not in vouched:
                assert item.independent >= 2, item
                assert any(name in item.headline for name in public), item
