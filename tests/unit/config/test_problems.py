"""Every problem names file, line and key, and says what would be right; all problems come at once."""

import re
from pathlib import Path

import pytest

from tests.unit.config.files import OURS, SOURCE, problems, source

TOP = "brief, delivery, disable, fetch, lexicon, override, pack, parse, site, sources, use"
AT_3 = "feeds.yaml:3: "
KINDS = (
    "'rss', 'atom', 'json-feed', 'news-sitemap', 'sitemap', 'html-list', 'page-watch', 'api:hn-algolia', 'api:gdelt'"
    " or 'api:federal-register'"
)


@pytest.mark.parametrize(
    ("feeds", "told"),
    [
        ("", "feeds.yaml:1: sources: is missing; add sources: …, or use: defaults"),
        ("sources:\n", "feeds.yaml:1: sources: is empty; write a list, each item on a line of its own behind '- '"),
        ("sources: []\n", "feeds.yaml:1: sources: is empty; add at least one, or use: defaults"),
        (
            "sources: 3\n",
            "feeds.yaml:1: sources: '3' does not fit; write a list, each item on a line of its own behind '- '",
        ),
        ("[]", "feeds.yaml:1: is empty; write a group of keys, indented below it, or remove it"),
        ("just text", "feeds.yaml:1: 'just text' does not fit; write a group of keys, indented below it, or remove it"),
        (
            "sources:\n  - a\n",
            "feeds.yaml:2: sources[0]: 'a' does not fit; write a group of keys, indented below it, or remove it",
        ),
        ("sources:\n  - {id: a, name: A, kind: rss}\n", "feeds.yaml:2: sources[0].url: is missing; add url: …"),
    ],
)
def test_feeds_yaml_lists_sources(tmp_path: Path, feeds: str, told: str) -> None:
    assert problems(tmp_path, feeds) == (told,)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("id", "A b", "'A b' is no id; write small letters, digits and single hyphens, such as 'example-news'"),
        ("id", "a--b", "'a--b' is no id; write small letters, digits and single hyphens, such as 'example-news'"),
        ("id", "'a/../b'", "'a/../b' is no id; write small letters, digits and single hyphens, such as 'example-news'"),
        ("id", '"a\\n"', "'a\\n' is no id; write small letters, digits and single hyphens, such as 'example-news'"),
        ("id", "2026", "'2026' does not fit; write a text, in quotes if need be"),
        ("name", "2026-07-06", "'2026-07-06' does not fit; write a text, in quotes if need be"),
        ("name", "no", "'False' does not fit; write a text, in quotes if need be"),
        ("name", "''", "is empty; write a text"),
        ("name", "", "is empty; write a text, in quotes if need be"),
        ("name", "[A]", "\"['A']\" does not fit; write a text, in quotes if need be"),
        ("kind", "html", f"'html' is not known; write {KINDS}"),
        ("kind", "RSS", f"'RSS' is not known; write {KINDS}"),
        ("url", "a.example/feed", "'a.example/feed' is no web address; write it in full, with http:// or https://"),
        (
            "url",
            "'ftp://a.example/'",
            "'ftp://a.example/' is no web address; write it in full, with http:// or https://",
        ),
        (
            "url",
            "'file:///etc/passwd'",
            "'file:///etc/passwd' is no web address; write it in full, with http:// or https://",
        ),
        (
            "url",
            "'https://me:hush@a.example/feed'",
            "no user name stands in an address; write headers: {Authorization: $NAME} in its place",
        ),
        ("url", "'https://'", "'https://' is no web address; write it in full, with http:// or https://"),
        ("grade", "G", "'G' is not known; write 'A', 'B', 'C', 'D', 'E' or 'F'"),
        ("grade", "1", "'1' is not known; write 'A', 'B', 'C', 'D', 'E' or 'F'"),
        ("lang", "english", "'english' does not fit; write a language in two or three small letters, such as 'en'"),
        ("lang", "EN", "'EN' does not fit; write a language in two or three small letters, such as 'en'"),
        ("speaks_for", "OpenAI", "'OpenAI' does not fit; write a list, each item on a line of its own behind '- '"),
    ],
)
def test_a_source_is_checked_key_by_key(tmp_path: Path, key: str, value: str, told: str) -> None:
    assert problems(tmp_path, source(**{key: value})) == (f"feeds.yaml:2: sources[0].{key}: {told}",)


@pytest.mark.parametrize(
    ("line", "key", "told"),
    [
        ("fetch: 3", "fetch", "'3' does not fit; write a group of keys"),
        ("fetch:", "fetch", "is empty; write a group of keys, indented below it, or remove it"),
        ("fetch: {timeout_seconds: fast}", "fetch.timeout_seconds", "'fast' does not fit; it should be a valid number"),
        ("fetch: {timeout_seconds: 0}", "fetch.timeout_seconds", "'0' does not fit; it should be greater than 0"),
        ("fetch: {timeout_seconds: .nan}", "fetch.timeout_seconds", "does not fit; it should be"),
        (
            "fetch: {deadline_seconds: .inf}",
            "fetch.deadline_seconds",
            "does not fit; it should be less than or equal to 3600",
        ),
        ("fetch: {delay_seconds: -1}", "fetch.delay_seconds", "it should be greater than or equal to 0"),
        ("fetch: {max_bytes: 1}", "fetch.max_bytes", "it should be greater than or equal to 1000"),
        ("fetch: {workers: 1.5}", "fetch.workers", "it should be a valid integer"),
        ("fetch: {workers: 65}", "fetch.workers", "it should be less than or equal to 64"),
        ("fetch: {pages_per_night: many}", "fetch.pages_per_night", "it should be a valid integer"),
        ("fetch: {contact: }", "fetch.contact", "is empty; write a text, in quotes if need be"),
        ("fetch: {contact: us}", "fetch.contact", "'us' is neither a mail address nor a page; write one such as"),
        ("fetch: {contact: 'ftp://us.example/'}", "fetch.contact", "is neither a mail address nor a page"),
        ("fetch: {contact: 'a@b.example, c@d.example'}", "fetch.contact", "is neither a mail address nor a page"),
        ('fetch: {contact: "a@b.example\\r\\nX: y"}', "fetch.contact", "is neither a mail address nor a page"),
        ('fetch: {contact: "https://b.example/\\r\\nX: y"}', "fetch.contact", "is neither a mail address nor a page"),
        ("fetch: {contact: dësk@b.example}", "fetch.contact", "is neither a mail address nor a page"),
        ("fetch: {contact: 'https://b.example/" + "x" * 200 + "'}", "fetch.contact", "at most 200 characters"),
        ("fetch: {run_seconds: 0}", "fetch.run_seconds", "it should be greater than 0"),
        ("fetch: {run_seconds: 1e9}", "fetch.run_seconds", "it should be less than or equal to 86400"),
        ("fetch: {per_host: 9}", "fetch.per_host", "it should be less than or equal to 8"),
        ("fetch: {retries: 6}", "fetch.retries", "it should be less than or equal to 5"),
        ("fetch: {pages_per_source: -1}", "fetch.pages_per_source", "it should be greater than or equal to 0"),
        ("fetch: {pages_discovery: -1}", "fetch.pages_discovery", "it should be greater than or equal to 0"),
        ("fetch: {first_entries: 0}", "fetch.first_entries", "it should be greater than or equal to 1"),
        ("fetch: {min_interval_minutes: 10081}", "fetch.min_interval_minutes", "less than or equal to 10080"),
        ("fetch: {park_after: 0}", "fetch.park_after", "it should be greater than or equal to 1"),
        ("fetch: {proxy: proxy.example}", "fetch.proxy", "is no address of a proxy without a password; write one such"),
        ("fetch: {proxy: 'http://u:p@proxy.example'}", "fetch.proxy", "is no address of a proxy without a password"),
        ("fetch: {private_hosts: ['10.0.0.0/8']}", "fetch.private_hosts[0]", "'10.0.0.0/8' is no host; write a name"),
        ("fetch: {private_hosts: ['a b']}", "fetch.private_hosts[0]", "'a b' is no host; write a name such as"),
        ("fetch: {private_hosts: wiki}", "fetch.private_hosts", "'wiki' does not fit; write a list"),
        ("fetch: {hosts: [a]}", "fetch.hosts", "does not fit; write a group of keys"),
        (
            "brief: {timezone: Berlin}",
            "brief.timezone",
            "'Berlin' is no time zone; write an IANA name such as 'Europe/Berlin'",
        ),
        ("brief: {timezone: Europe}", "brief.timezone", "'Europe' is no time zone"),
        ("brief: {timezone: ''}", "brief.timezone", "'' is no time zone"),
        ("brief: {timezone: ../../etc/passwd}", "brief.timezone", "'../../etc/passwd' is no time zone"),
        ("brief: {timezone: 3}", "brief.timezone", "'3' does not fit; write a text"),
        ("brief: {lead_items: 6}", "brief.lead_items", "it should be less than or equal to 5"),
        ("brief: {quote_words: 26}", "brief.quote_words", "it should be less than or equal to 25"),
        ("brief: {days_ahead: 0}", "brief.days_ahead", "it should be greater than or equal to 1"),
        (
            "brief: {stamp: " + "x" * 301 + "}",
            "brief.stamp",
            "does not fit; it should have at most 300 characters",
        ),
        ("site: {base_url: offlimits.example}", "site.base_url", "'offlimits.example' is no web address"),
        ("site: {title: ''}", "site.title", "is empty; write a text"),
        ("delivery: {to: a@b.example}", "delivery.to", "'a@b.example' does not fit; write a list"),
        (
            "delivery: {from: nobody}",
            "delivery.from",
            "'nobody' is no mail address; write one such as 'brief@example.org'",
        ),
        ("delivery: {smtp: {port: 25}}", "delivery.smtp.host", "is missing; add host: …"),
        ("delivery: {smtp: {host: a, port: 0}}", "delivery.smtp.port", "it should be greater than or equal to 1"),
        ("delivery: {smtp: {host: a, security: ssl}}", "delivery.smtp.security", "write 'starttls', 'tls' or 'none'"),
        (
            "lexicon: {verbs: [{verb: Wall off, action: block}]}",
            "lexicon.verbs[0].verb",
            "'Wall off' is no verb; write its base form in small letters, such as wall off",
        ),
        ("lexicon: {tools: [x]}", "lexicon.tools[0]", "'x' does not fit; write a group of keys"),
        ("lexicon: {tools: [{name: X}]}", "lexicon.tools[0].vendor", "is missing; add vendor: …"),
        (
            "lexicon: {actors: [{name: X, type: boss}]}",
            "lexicon.actors[0].type",
            "'boss' is not known; write 'vendor', ",
        ),
    ],
)
def test_every_other_key_is_checked_too(tmp_path: Path, line: str, key: str, told: str) -> None:
    (problem,) = problems(tmp_path, SOURCE + line + "\n")
    assert problem.startswith(f"{AT_3}{key}: ")
    assert told in problem


@pytest.mark.parametrize(
    ("line", "key", "told"),
    [
        (
            "fetsh: {}",
            "fetsh",
            f"unknown key; did you mean 'fetch'? Known here: {TOP}",
        ),
        (
            "zzz: 1",
            "zzz",
            f"unknown key; known here: {TOP}",
        ),
        ("fetch: {contct: x}", "fetch.contct", "unknown key; did you mean 'contact'? Known here: contact, "),
        (
            "delivery: {form: a@b.example}",
            "delivery.form",
            "did you mean 'from'? Known here: attach_calendar, directory, draft_to, from, ",
        ),
        ("delivery: {unsubscribe_url: http://a.example/x}", "delivery.unsubscribe_url", "is not secure; mail programs"),
        ("delivery: {smtp: {host: a, prot: 5}}", "delivery.smtp.prot", "did you mean 'port'? Known here: host, port, "),
        (
            "lexicon: {tools: [{name: X, vendor: Y, alos: [Z]}]}",
            "lexicon.tools[0].alos",
            "did you mean 'also'? Known here: also, common, models, name, vendor",
        ),
        ("<<: {fetch: {}}", "<<", "unknown key; known here"),
        ("3: x", "3", "unknown key; known here"),
    ],
)
def test_an_unknown_key_is_told_with_the_one_that_may_be_meant(tmp_path: Path, line: str, key: str, told: str) -> None:
    (problem,) = problems(tmp_path, SOURCE + line + "\n")
    assert problem.startswith(f"{AT_3}{key}: ")
    assert told in problem


@pytest.mark.parametrize(
    "mail",
    [
        "nobody",
        "@example.org",
        "a@",
        "a b@example.org",
        "a@b@example.org",
        "A <a@example.org>",
        "a@example.org,b@example.org",
        "a@exam;ple.org",
        "a@example.org\\n",
        "a@example.org\\r\\nBcc: x@example.org",
    ],
)
def test_what_is_no_mail_address_never_becomes_a_header(tmp_path: Path, mail: str) -> None:
    (problem,) = problems(tmp_path, SOURCE + f'delivery: {{from: "{mail}"}}\n')
    assert problem.startswith(f"{AT_3}delivery.from: ")
    assert "is no mail address; write one such as 'brief@example.org'" in problem


@pytest.mark.parametrize(
    "address",
    [
        "localhost:80",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:port",
        "999.0.0.1:80",
        "1.2.3:80",
        "[::1]",
        "::1:80",
        "[:::]:80",
        "[g::1]:80",
        "127.0.0.1:80\\n",
    ],
)
def test_a_host_is_sent_to_an_ip_address_and_a_port(tmp_path: Path, address: str) -> None:
    (problem,) = problems(tmp_path, SOURCE + f'fetch: {{hosts: {{a.example: "{address}"}}}}\n')
    assert problem.startswith(f"{AT_3}fetch.hosts.a.example: ")
    assert problem.endswith("is no address; write an IP address and a port, such as '127.0.0.1:8080' or '[::1]:8080'")


@pytest.mark.parametrize("name", ["a b", "a..b", ".a", "*a.example", "a.*", "http://a.example", "a.example:80", ""])
def test_a_host_has_a_name(tmp_path: Path, name: str) -> None:
    (problem,) = problems(tmp_path, SOURCE + f'fetch: {{hosts: {{"{name}": "127.0.0.1:80"}}}}\n')
    assert f"fetch.hosts.{name}: {name!r} is no host; write a name such as 'news.example.org'" in problem


@pytest.mark.parametrize(
    ("feeds", "told"),
    [
        (
            SOURCE + "  - {id: harbour-post, name: B, kind: rss, url: 'https://b.example/feed'}\n",
            "feeds.yaml:3: sources[1].id: the same as in feeds.yaml:2; remove one of the two",
        ),
        (
            SOURCE + "  - {id: b, name: B, kind: rss, url: 'https://harbourpost.example/feed'}\n",
            "feeds.yaml:3: sources[1].url: the same as in feeds.yaml:2; remove one of the two",
        ),
        (
            SOURCE + "  - {id: b, name: B, kind: rss, url: 'http://HarbourPost.example:80/feed#top'}\n",
            "feeds.yaml:3: sources[1].url: the same as in feeds.yaml:2; remove one of the two",
        ),
        (
            SOURCE + "  - {id: b, name: B, kind: rss, url: 'https://harbourpost.example/feed?utm_source=x'}\n",
            "feeds.yaml:3: sources[1].url: the same as in feeds.yaml:2; remove one of the two",
        ),
    ],
)
def test_a_source_stands_once(tmp_path: Path, feeds: str, told: str) -> None:
    assert problems(tmp_path, feeds) == (told,)


def test_of_three_equal_sources_two_are_told(tmp_path: Path) -> None:
    line = SOURCE.split("\n")[1] + "\n"
    assert [problem.split(": ")[1] for problem in problems(tmp_path, SOURCE + line + line)] == [
        "sources[1].id",
        "sources[2].id",
        "sources[1].url",
        "sources[2].url",
    ]


def test_other_pages_of_one_site_are_other_sources(tmp_path: Path) -> None:
    other = "  - {id: b, name: B, kind: rss, url: 'https://harbourpost.example/Feed?page=2'}\n"
    assert problems(tmp_path, SOURCE + other) == ()


@pytest.mark.parametrize("key", ["to", "draft_to", "urgent_to"])
def test_recipients_need_a_sender(tmp_path: Path, key: str) -> None:
    assert problems(tmp_path, SOURCE + f"delivery:\n  {key}: [a@example.org]\n") == (
        "feeds.yaml:3: delivery.from: is missing; the brief needs a sender, such as 'brief@example.org'",
    )


@pytest.mark.parametrize("key", ["to", "draft_to", "urgent_to"])
def test_nobody_gets_a_mail_twice(tmp_path: Path, key: str) -> None:
    feeds = (
        SOURCE
        + f"delivery:\n  from: a@example.org\n  {key}: [c@example.org, b@example.org, c@example.org, b@example.org]\n"
    )
    assert problems(tmp_path, feeds) == (
        f"feeds.yaml:5: delivery.{key}: 'b@example.org' stands here twice; remove one of the two",
        f"feeds.yaml:5: delivery.{key}: 'c@example.org' stands here twice; remove one of the two",
    )


@pytest.mark.parametrize(
    ("inventory", "told"),
    [
        ("", "inventory.yaml:1: organisation: is missing; add organisation: …"),
        ("organisation: {}\n", "inventory.yaml:1: organisation.name: is missing; add name: …"),
        ("organisation: {name: ''}\n", "inventory.yaml:1: organisation.name: is empty; write a text"),
        (
            "organisation: {name: X, countries: [NO]}\n",
            "inventory.yaml:1: organisation.countries[0]: 'False' does not fit; write",
        ),
        (
            "organisation: {name: X, countries: [de]}\n",
            "inventory.yaml:1: organisation.countries[0]: 'de' does not fit; write a country in two capital letters",
        ),
        (
            "organisation: {name: X, public_sector: maybe}\n",
            "inventory.yaml:1: organisation.public_sector: 'maybe' does not fit; write true or false",
        ),
        (
            "organisation: {name: X, public_sector: [true]}\n",
            "inventory.yaml:1: organisation.public_sector: '[True]' does not fit; write true or false",
        ),
        (
            OURS + "tools: [{name: Quill, seats: -1}]\n",
            "inventory.yaml:2: tools[0].seats: '-1' does not fit; it should be greater",
        ),
        (OURS + "tools:\n  - {nam: Quill}\n", "inventory.yaml:3: tools[0].name: is missing; add name: …"),
        (
            OURS + "tols: []\n",
            "inventory.yaml:2: tols: unknown key; did you mean 'tools'? Known here: organisation, tools",
        ),
    ],
)
def test_the_inventory_is_checked_as_well(tmp_path: Path, inventory: str, told: str) -> None:
    assert problems(tmp_path, SOURCE, inventory)[0].startswith(told)


@pytest.mark.parametrize(
    ("feeds", "inventory"),
    [
        ("sources: []\n", "organisation: {}\n"),
        ("sources: [\n", "organisation: {}\n"),
        ("sources: []\n", "organisation: [\n"),
        ("a: 1\na: 2\n", "b: 1\nb: 2\n"),
        (b"\xff", b"\xff"),
    ],
    ids=["shapes", "broken feeds", "broken inventory", "doubles", "bytes"],
)
def test_problems_of_both_files_come_together(tmp_path: Path, feeds: str | bytes, inventory: str | bytes) -> None:
    names = {problem.split(":")[0] for problem in problems(tmp_path, feeds, inventory)}
    assert names == {"feeds.yaml", "inventory.yaml"}


def test_doubled_sources_and_a_wrong_inventory_come_together(tmp_path: Path) -> None:
    line = SOURCE.split("\n")[1] + "\n"
    assert len(problems(tmp_path, SOURCE + line, "organisation: {}\n")) == 3


def test_a_folder_in_the_place_of_the_inventory_is_told(tmp_path: Path) -> None:
    (tmp_path / "inventory.yaml").mkdir()
    (problem,) = problems(tmp_path)
    assert problem.endswith("inventory.yaml: cannot be read (Is a directory); make it a file that this user can read")


def test_without_feeds_yaml_a_wrong_inventory_is_told_as_well(tmp_path: Path) -> None:
    assert problems(tmp_path, None, "organisation: {}\n") == (
        f"{tmp_path / 'feeds.yaml'}: is not there; `offlimits init` writes one to start from",
        "inventory.yaml:1: organisation.name: is missing; add name: …",
    )


MANY_WRONGS = """\
sources:
  - {id: A, name: 2026, kind: html, url: x, grade: G}
  - {id: b, name: B, kind: rss, url: 'https://b.example/', lang: deutsch}
fetch: {contct: x, workers: none}
brief: {timezone: Berlin}
delivery: {to: [nobody], smtp: {security: ssl}}
"""


def test_everything_that_is_wrong_is_told_at_once_and_in_one_line_each(tmp_path: Path) -> None:
    told = problems(tmp_path, MANY_WRONGS, "organisation: {countries: [x]}\n")
    keys = [problem.split(": ")[1] for problem in told]
    assert keys == [
        "sources[0].id",
        "sources[0].name",
        "sources[0].kind",
        "sources[0].url",
        "sources[0].grade",
        "sources[1].lang",
        "fetch.workers",
        "fetch.contct",
        "brief.timezone",
        "delivery.to[0]",
        "delivery.smtp.host",
        "delivery.smtp.security",
        "organisation.name",
        "organisation.countries[0]",
    ]
    for problem in told:
        assert re.fullmatch(r"(feeds|inventory)\.yaml:\d+: [^\n]+; [^\n]+", problem)
        assert len(problem) < 400


def test_a_long_value_is_not_printed_whole(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, source(name="[" + "x, " * 5000 + "x]"))
    assert len(problem) < 250
