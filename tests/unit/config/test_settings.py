"""Settings are read whole: what stands in the files, and the defaults for the rest."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from pipeline.analyse.lexicon.names import Actor, Additions, Alias, Tool, Vendor
from pipeline.analyse.lexicon.names import load as load_lexicon
from pipeline.analyse.lexicon.restricting import Verb
from pipeline.config.settings import load, read_feeds
from pipeline.config.shapes import FetchShape
from pipeline.model.errors import ConfigError
from pipeline.model.options import (
    BriefOptions,
    DeliveryOptions,
    FetchOptions,
    Inventory,
    InventoryTool,
    MailOptions,
    ParseOptions,
    SiteOptions,
    SmtpOptions,
)
from pipeline.model.source import Source
from pipeline.model.text_model import TextModelOptions
from tests.unit.config.files import SOURCE, loaded, problems, written

HARBOUR_POST = Source(
    source_id="harbour-post",
    name="Harbour Post",
    kind="rss",
    url="https://harbourpost.example/feed",
    grade="F",
    language="en",
)


def test_one_source_is_enough_and_all_the_rest_has_its_default(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    assert found.path == tmp_path / "feeds.yaml"
    assert found.sources == (HARBOUR_POST,)
    assert found.disabled == ()
    assert found.fetch == FetchOptions()
    assert found.brief == BriefOptions()
    assert found.site == SiteOptions()
    assert found.delivery == DeliveryOptions()
    assert found.lexicon == Additions()
    assert found.inventory is None


def test_sources_keep_their_order_and_everything_said_of_them(tmp_path: Path) -> None:
    feeds = """\
sources:
  - {id: b, name: B, kind: atom, url: "https://b.example/atom", grade: A, lang: de, speaks_for: [Quillhaven, Quill]}
  - {id: a, name: A, kind: rss, url: "http://a.example/rss", grade: E, lang: fil}
"""
    assert loaded(tmp_path, feeds).sources == (
        Source(
            source_id="b",
            name="B",
            kind="atom",
            url="https://b.example/atom",
            grade="A",
            language="de",
            speaks_for=("Quillhaven", "Quill"),
        ),
        Source(source_id="a", name="A", kind="rss", url="http://a.example/rss", grade="E", language="fil"),
    )


def test_every_key_of_fetch_is_read(tmp_path: Path) -> None:
    feeds = (
        SOURCE
        + """\
fetch:
  contact: desk@example.org
  timeout_seconds: 5
  deadline_seconds: 12.5
  max_bytes: 2000000
  delay_seconds: 0
  run_seconds: 600
  per_host: 2
  retries: 0
  pages_per_night: 0
  pages_per_source: 7
  pages_discovery: 3
  first_entries: 10
  min_interval_minutes: 60
  park_after: 5
  workers: 1
  proxy: "http://proxy.example:3128"
  hosts: {news.example: "127.0.0.1:8080", "*.example": "[::1]:81"}
  private_hosts: [wiki.example, "*.intranet.example", 10.0.0.5, "fd00::5"]
"""
    )
    assert loaded(tmp_path, feeds).fetch == FetchOptions(
        contact="desk@example.org",
        timeout_seconds=5.0,
        deadline_seconds=12.5,
        max_bytes=2_000_000,
        delay_seconds=0.0,
        run_seconds=600.0,
        per_host=2,
        retries=0,
        pages_per_night=0,
        pages_per_source=7,
        pages_discovery=3,
        first_entries=10,
        min_interval_minutes=60,
        park_after=5,
        workers=1,
        proxy="http://proxy.example:3128",
        hosts={"news.example": "127.0.0.1:8080", "*.example": "[::1]:81"},
        private_hosts=("wiki.example", "*.intranet.example", "10.0.0.5", "fd00::5"),
    )


def test_the_workers_of_parse_are_read_and_are_one_a_processor_if_nothing_is_said(tmp_path: Path) -> None:
    assert loaded(tmp_path, SOURCE + "parse: {workers: 3}\n").parse == ParseOptions(workers=3)
    assert loaded(tmp_path).parse == ParseOptions(workers=None)


@pytest.mark.parametrize("workers", ["0", "257", "many"])
def test_a_number_of_workers_that_makes_no_sense_is_told(tmp_path: Path, workers: str) -> None:
    (told,) = problems(tmp_path, SOURCE + f"parse: {{workers: {workers}}}\n")
    assert told.startswith("feeds.yaml:3: parse.workers: ")


def test_every_key_of_brief_and_site_is_read(tmp_path: Path) -> None:
    feeds = (
        SOURCE
        + """\
brief: {timezone: Europe/Berlin, stamp: "Sample world", lead_items: 3, quote_words: 0, days_ahead: 30}
site: {title: Our page, base_url: "https://offlimits.example/ai", licence: CC-BY-4.0}
"""
    )
    found = loaded(tmp_path, feeds)
    assert found.brief == BriefOptions(
        timezone="Europe/Berlin", stamp="Sample world", lead_items=3, quote_words=0, days_ahead=30
    )
    assert found.site == SiteOptions(title="Our page", base_url="https://offlimits.example/ai", licence="CC-BY-4.0")


def test_every_key_of_delivery_is_read(tmp_path: Path) -> None:
    feeds = (
        SOURCE
        + """\
delivery:
  from: brief@example.org
  to: [security@example.org, "procurement+ai@example.org"]
  smtp: {host: mail.example.org, port: 465, security: tls, username: brief}
  draft_to: [desk@example.org]
  hold_hours: 36.5
  urgent_to: [oncall@example.org]
  unsubscribe_url: "https://lists.example.org/leave?who={recipient}"
  attach_calendar: true
"""
    )
    assert loaded(tmp_path, feeds).delivery == DeliveryOptions(
        sender="brief@example.org",
        recipients=("security@example.org", "procurement+ai@example.org"),
        smtp=SmtpOptions(host="mail.example.org", port=465, security="tls", username="brief"),
        draft_to=("desk@example.org",),
        hold_hours=36.5,
        urgent_to=("oncall@example.org",),
        mail=MailOptions(unsubscribe_url="https://lists.example.org/leave?who={recipient}", attach_calendar=True),
    )


def test_a_text_model_is_read_with_its_key_from_the_environment(tmp_path: Path) -> None:
    feeds = SOURCE + "brief: {text_model: {name: m, base_url: 'https://m.example/v1/', key: $MODEL_KEY, calls: 3}}\n"
    (tmp_path / "feeds.yaml").write_text(feeds, encoding="utf-8")
    found = load(tmp_path / "feeds.yaml", {"MODEL_KEY": "s3cret"}).text_model
    assert found == TextModelOptions(name="m", base_url="https://m.example/v1", key="s3cret", calls=3)
    with pytest.raises(ConfigError, match=r"brief\.text_model\.key: .*MODEL_KEY"):
        load(tmp_path / "feeds.yaml", {})


@pytest.mark.parametrize("address", ["http://m.example/v1", "http://192.168.1.2/v1", "ftp://m.example", "m.example"])
def test_what_is_read_goes_to_no_endpoint_in_the_clear(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match=r"brief\.text_model\.base_url"):
        loaded(tmp_path, SOURCE + f"brief: {{text_model: {{name: m, base_url: '{address}'}}}}\n")


def test_a_model_on_this_machine_needs_no_https(tmp_path: Path) -> None:
    feeds = SOURCE + "brief: {text_model: {name: m, base_url: 'http://127.0.0.1:11434/v1'}}\n"
    assert loaded(tmp_path, feeds).text_model is not None


def test_a_sender_without_recipients_is_no_error(tmp_path: Path) -> None:
    assert loaded(tmp_path, SOURCE + "delivery: {from: a@example.org}\n").delivery == DeliveryOptions(
        sender="a@example.org"
    )


def test_names_can_be_added_to_the_lexicon(tmp_path: Path) -> None:
    feeds = (
        SOURCE
        + """\
lexicon:
  tools: [{name: Our Assistant, vendor: Our Vendor, also: [OurBot], common: [Assistant], models: [Pro]}]
  vendors: [{name: Our Vendor, country: DE, also: [OV]}]
  actors: [{name: Our Board, type: other, country: DE}]
  aliases: [{alias: Copper, of: Microsoft Copilot, common: true}]
  verbs: [{verb: wall off, action: block, near: true}]
"""
    )
    assert loaded(tmp_path, feeds).lexicon == Additions(
        tools=(
            Tool(name="Our Assistant", vendor="Our Vendor", also=("OurBot",), common=("Assistant",), models=("Pro",)),
        ),
        vendors=(Vendor(name="Our Vendor", country="DE", also=("OV",)),),
        actors=(Actor(name="Our Board", type="other", country="DE"),),
        aliases=(Alias(alias="Copper", of="Microsoft Copilot", common=True),),
        verbs=(Verb(verb="wall off", action="block", near=True),),
    )


def test_the_inventory_beside_feeds_yaml_is_read(tmp_path: Path) -> None:
    inventory = """\
organisation:
  name: Our Firm
  countries: [DE, "NO"]
  owner_countries: [US]
  sector: freight
  public_sector: true
tools:
  - {name: Quill, vendor: Quillhaven, owner: IT, seats: 14, countries: [RS]}
  - {name: Claude Code}
"""
    found = loaded(tmp_path, SOURCE, inventory).inventory
    assert found is not None
    assert replace(found, places={}, place_names=frozenset(), groups={}, playbook=()) == Inventory(
        organisation="Our Firm",
        countries=("DE", "NO"),
        owner_countries=("US",),
        sector="freight",
        public_sector=True,
        tools=(
            InventoryTool(
                name="Quill", vendor="Quillhaven", owner="IT", seats=14, regions=("RS",), vendor_names=("Quillhaven",)
            ),
            InventoryTool(
                name="Claude Code", vendor="Anthropic", vendor_names=load_lexicon().spellings_of("Anthropic")
            ),
        ),
    )


def test_an_organisation_without_tools_is_an_inventory(tmp_path: Path) -> None:
    found = loaded(tmp_path, SOURCE, "organisation: {name: Our Firm}\n").inventory
    assert found is not None
    assert (found.organisation, found.tools) == ("Our Firm", ())


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata"])
def test_iana_zones_are_known(tmp_path: Path, name: str) -> None:
    assert loaded(tmp_path, SOURCE + f"brief: {{timezone: {name}}}\n").brief.timezone == name


def test_every_option_of_fetch_has_its_key_and_its_default() -> None:
    defaults = FetchShape().model_dump()
    assert FetchOptions(**defaults) == FetchOptions()
    assert set(defaults) == {field.name for field in fields(FetchOptions)}


@pytest.mark.parametrize("contact", ["desk@firm.example", "https://firm.example/bots", "a+b@firm.example"])
def test_a_contact_is_a_mail_address_or_a_page(tmp_path: Path, contact: str) -> None:
    assert loaded(tmp_path, SOURCE + f"fetch: {{contact: '{contact}'}}\n").fetch.contact == contact


def test_a_change_can_be_tried_before_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    found = load(path, text=SOURCE.replace("harbour-post", "other"))
    assert [source.source_id for source in found.sources] == ["other"]
    assert load(path).sources == (HARBOUR_POST,)
    with pytest.raises(ConfigError, match=r"^feeds\.yaml:1: sources: is missing"):
        load(path, text="fetch: {}\n")


def test_feeds_yaml_alone_is_checked_as_well(tmp_path: Path) -> None:
    path = written(tmp_path, "sources: []\n", "organisation: {}\n")
    with pytest.raises(ConfigError) as caught:
        read_feeds(path)
    assert caught.value.problems == ("feeds.yaml:1: sources: is empty; add at least one, or use: defaults",)


def test_the_same_files_give_the_same_settings(tmp_path: Path) -> None:
    assert loaded(tmp_path) == loaded(tmp_path)
    assert written(tmp_path).name == "feeds.yaml"
