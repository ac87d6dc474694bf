"""The register's document keeps to its schema, and the check finds what a schema cannot."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.model.restriction import Claim, Claims, Party, Proof, Register, Related, Restriction, Tombstone
from pipeline.render.register_json import (
    EPOCH,
    QUOTE_CHARACTERS,
    candidates_json,
    check,
    content_hash,
    documents_hash,
    json_bytes,
    register_documents,
    register_json,
    schema_json,
)
from tests.examples import DISPUTED, EMPTY, KNOWN, REGISTER, SCHEDULED

Json = dict[str, Any]


def hash_of(register: Register) -> str:
    return documents_hash(register_documents(register))


def document(register: Register = REGISTER) -> Json:
    loaded: Json = json.loads(register_json(register))
    return loaded


def only(row: Restriction) -> Register:
    return replace(REGISTER, restrictions=(row,), tombstones=())


def test_the_schema_itself_is_sound() -> None:
    schema = json.loads(schema_json())
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:offlimits:register:1"


@pytest.mark.parametrize("register", [REGISTER, EMPTY.register], ids=["full", "empty"])
def test_every_register_keeps_to_the_schema(register: Register) -> None:
    assert check(document(register)) == []


def test_the_document_carries_the_names_of_the_schema() -> None:
    known = document()["restrictions"][1]
    assert known["id"] == "AIR-2026-0002"
    assert known["revision"] == 2
    assert known["status"] == "in-force"
    assert known["claims"]["actor"]["value"] == {
        "id": "alibaba",
        "name": "Alibaba",
        "type": "company",
        "country": "CN",
    }
    assert known["claims"]["targets"]["value"] == [
        {"tool": "Claude Code", "vendor": "Anthropic", "surfaces": ["cli", "ide"]}
    ]
    assert known["claims"]["affected"]["value"] == {"who": "its employees", "regions": ["CN"]}
    assert known["claims"]["reasons"]["value"] == ["security", "data_leak"]
    assert known["claims"]["effective"]["precision"] == "day"
    assert known["history"][1]["changes"] == [{"field": "status", "from": "scheduled", "to": "in-force"}]


def test_what_no_source_says_is_unknown_and_never_missing() -> None:
    for row in document()["restrictions"]:
        assert set(row["claims"]) == {item.name for item in fields(Claims)}
        assert row["claims"]["response"] == {"status": "unknown"}
    assert document()["restrictions"][1]["claims"]["ends"] == {"status": "not_applicable"}


def test_a_disputed_claim_holds_every_value_and_none_of_its_own() -> None:
    effective = document()["restrictions"][2]["claims"]["effective"]
    assert effective["status"] == "disputed"
    assert [other["value"] for other in effective["alternatives"]] == ["2026-08-01", "2026-08-15"]
    assert "value" not in effective
    assert "evidence" not in effective


def test_a_tombstone_says_where_a_restriction_went() -> None:
    assert document()["tombstones"] == [
        {"id": "AIR-2026-0005", "removed_on": "2026-07-09", "reason": "merged", "merged_into": "AIR-2026-0003"}
    ]
    stone = Tombstone(restriction_id="AIR-2026-0006", removed_on="2026-07-09", reason="retracted", note="taken back")
    assert check(document(replace(REGISTER, tombstones=(stone,)))) == []


def test_the_time_is_that_of_the_last_change() -> None:
    assert document()["generated_at"] == REGISTER.changed_at
    assert document(EMPTY.register)["generated_at"] == EPOCH


def test_the_same_register_gives_the_same_bytes_and_another_a_different_hash() -> None:
    assert register_json(REGISTER) == register_json(REGISTER)
    later = replace(REGISTER, changed_at="2026-07-11T01:00:00Z")
    assert document(later)["content_hash"] == document()["content_hash"] == hash_of(REGISTER)
    assert hash_of(only(KNOWN)) != hash_of(REGISTER)
    assert hash_of(replace(REGISTER, tombstones=())) != hash_of(REGISTER)


def test_the_hash_does_not_depend_on_the_order_of_names() -> None:
    rows = document()["restrictions"]
    turned = [dict(reversed(row.items())) for row in rows]
    assert content_hash(rows, []) == content_hash(turned, [])


def long_quote(text: str) -> tuple[Json, Proof]:
    proof = replace(SCHEDULED.evidence[0], quote=text, start=10, end=10 + len(text))
    made: Json = document(only(replace(SCHEDULED, evidence=(proof,))))
    evidence: Json = made["restrictions"][0]["evidence"][0]
    return evidence, proof


def test_a_long_quote_is_cut_behind_a_word_and_its_end_with_it() -> None:
    evidence, proof = long_quote("word " * 99 + "end")
    assert len(evidence["quote"]) <= QUOTE_CHARACTERS
    assert proof.quote.startswith(evidence["quote"])
    assert evidence["quote"].endswith("word")
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])


def test_a_long_quote_without_spaces_is_cut_too() -> None:
    evidence, _ = long_quote("禁" * 500)
    assert evidence["quote"] == "禁" * QUOTE_CHARACTERS
    assert evidence["end"] == 10 + QUOTE_CHARACTERS


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab cd", min_size=1, max_size=900).map(str.strip).filter(bool))
def test_a_quote_always_stands_at_its_address(text: str) -> None:
    evidence, proof = long_quote(" ".join(text.split()))
    start, end = evidence["start"] - 10, evidence["end"] - 10
    assert proof.quote[start:end] == evidence["quote"]
    assert 0 < len(evidence["quote"]) <= QUOTE_CHARACTERS


def test_what_is_empty_is_left_out() -> None:
    proof = replace(SCHEDULED.evidence[0], title="", language="", relays="", published=None)
    actor = Claim(
        status="known",
        value=Party(party_id="quillhaven", name="Quillhaven", type="vendor", unit="Labs"),
        evidence=(proof.evidence_id,),
    )
    row = replace(SCHEDULED, evidence=(proof,), claims=replace(SCHEDULED.claims, actor=actor))
    made = document(only(row))
    assert check(made) == []
    evidence = made["restrictions"][0]["evidence"][0]
    assert not {"title", "language", "relays"} & set(evidence)
    assert evidence["published"] is None
    assert made["restrictions"][0]["claims"]["actor"]["value"] == {
        "id": "quillhaven",
        "name": "Quillhaven",
        "type": "vendor",
        "unit": "Labs",
    }


def test_what_cannot_be_seen_is_taken_out_of_every_text() -> None:
    row = replace(SCHEDULED, title="a\u0000b\ud800c\u202ed\ne")
    made = document(only(row))
    assert made["restrictions"][0]["title"] == "abcd e"
    assert check(made) == []


def test_candidates_have_their_own_document() -> None:
    made = json.loads(candidates_json(REGISTER))
    assert made["count"] == 1
    assert made["generated_at"] == REGISTER.changed_at
    candidate = made["candidates"][0]
    assert candidate["id"] == "candidate-bs-extension-0"
    assert candidate["lapses_on"] == "2026-07-31"
    assert candidate["claims"]["effective"] == {
        "status": "known",
        "value": "2026-Q4",
        "precision": "quarter",
        "evidence": ["bs-extension-3-0-58"],
    }
    assert candidate["evidence"][0]["quote"].startswith("the browser extension")
    assert made["lapsed"] == []


def test_what_lapsed_is_told_in_a_line() -> None:
    lapsed = replace(REGISTER.candidates[0], lapsed_on="2026-08-01")
    (told,) = json.loads(candidates_json(replace(REGISTER, candidates=(), lapsed=(lapsed,))))["lapsed"]
    assert (told["id"], told["lapsed_on"], told["needed"]) == (lapsed.candidate_id, "2026-08-01", lapsed.needs)


def test_json_is_readable_and_ends_with_a_line() -> None:
    assert json_bytes({"a": ["ü", 1, None, True]}) == '{\n "a": [\n  "ü",\n  1,\n  null,\n  true\n ]\n}\n'.encode()


def broken(path: tuple[str | int, ...], value: object) -> list[str]:
    made = document()
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return check(made)


def test_the_check_names_the_place_of_what_breaks_the_schema() -> None:
    problems = broken(("restrictions", 1, "status"), "forbidden")
    assert len(problems) == 1
    assert problems[0].startswith('$.restrictions[1].status: "forbidden"')


def test_the_check_finds_a_known_claim_without_evidence() -> None:
    problems = broken(("restrictions", 1, "claims", "effective"), {"status": "known", "value": "2026-07-10"})
    assert any("effective" in problem for problem in problems)


def test_the_check_finds_an_unknown_claim_with_a_value() -> None:
    problems = broken(("restrictions", 1, "claims", "exempt"), {"status": "unknown", "value": "interns"})
    assert any("exempt" in problem for problem in problems)


def test_the_check_finds_a_wrong_count_and_a_wrong_hash() -> None:
    assert broken(("count",), 3) == ["$.count: says 3, but there are 4"]
    assert broken(("content_hash",), "sha256:" + "0" * 64) == [
        "$.content_hash: is not the hash of restrictions and tombstones"
    ]


def test_the_check_finds_an_id_that_is_there_twice() -> None:
    twice = document(replace(REGISTER, restrictions=(KNOWN, KNOWN)))
    assert "the id 'AIR-2026-0002' is there more than once" in check(twice)
    buried = document(
        replace(
            REGISTER,
            tombstones=(Tombstone(restriction_id="AIR-2026-0002", removed_on="2026-07-09", reason="retracted"),),
        )
    )
    assert "the id 'AIR-2026-0002' is there more than once" in check(buried)


def test_the_check_finds_evidence_that_is_not_there_or_there_twice() -> None:
    lost = document(only(replace(DISPUTED, evidence=DISPUTED.evidence[:1], related=())))
    assert check(lost) == [
        "AIR-2026-0003: affected: names evidence 'mq-northwind-1-0-40', which is not there",
        "AIR-2026-0003: effective: names evidence 'mq-northwind-1-0-40', which is not there",
        "AIR-2026-0003: effective: names evidence 'pw-northwind-1-0-37', which is not there",
    ]
    twice = document(only(replace(KNOWN, evidence=KNOWN.evidence + KNOWN.evidence[:1])))
    assert any("AIR-2026-0002: the evidence id" in problem for problem in check(twice))


def test_the_check_finds_a_link_that_leads_nowhere_or_back() -> None:
    alone = replace(DISPUTED, related=(Related(restriction_id="AIR-2026-0099", relation="extends"),))
    assert check(document(only(alone))) == ["AIR-2026-0003: is related to AIR-2026-0099, which is not there"]
    itself = replace(DISPUTED, related=(Related(restriction_id="AIR-2026-0003", relation="extends"),))
    assert check(document(only(itself))) == ["AIR-2026-0003: is related to AIR-2026-0003, which is itself"]


def test_the_check_finds_a_merger_with_nothing() -> None:
    stone = Tombstone(
        restriction_id="AIR-2026-0009", removed_on="2026-07-09", reason="merged", merged_into="AIR-2026-0099"
    )
    lost = document(replace(REGISTER, tombstones=(stone,)))
    assert check(lost) == ["AIR-2026-0009: was merged into AIR-2026-0099, which is not there"]
    found = replace(stone, merged_into=KNOWN.restriction_id)
    assert check(document(replace(REGISTER, tombstones=(found,)))) == []


def test_the_check_finds_a_gap_in_the_history() -> None:
    gap = replace(KNOWN, history=(KNOWN.history[0], replace(KNOWN.history[1], number=3)), related=())
    assert check(document(only(gap))) == ["AIR-2026-0002: revision 3 does not follow from its history"]


def test_what_an_override_or_an_import_set_is_marked() -> None:
    row = REGISTER.restrictions[1]
    claims = replace(row.claims, actor=replace(row.claims.actor, set_by="import"))
    noted = replace(row.history[-1], note="Taken over.")
    marked = replace(
        row, claims=claims, history=(*row.history[:-1], noted), imported_from="https://other.example/r.json"
    )
    told = document(only(marked))
    assert check(told) == []
    (made,) = told["restrictions"]
    assert made["imported_from"] == "https://other.example/r.json"
    assert made["claims"]["actor"]["set_by"] == "import"
    assert "set_by" not in made["claims"]["action"]
    assert made["history"][-1]["note"] == "Taken over."
