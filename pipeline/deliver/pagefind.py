"""Pagefind in a process of its own: it gets records on its standard input and gives an index on its standard output.

It is told of no folder, opens no connection, and has a limited time. What it orders by chance is put into order here,
so that the same records give the same bytes.
"""

import base64
import gzip
import hashlib
import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import cbor2

from pipeline.model.search import SearchRecord

PACKAGE = "pagefind_bin"
"""Brings the program along; there is none for every kind of machine."""
_MAGIC = b"pagefind_dcd"  # in front of every file but the scripts
_SIZE = 1 << 16


class NoIndexError(Exception):
    """The index could not be made; the message says why, in words that may be published."""


def installed() -> Path:
    """The program as its package brings it along.

    Raises:
        NoIndexError: there is no such package for this kind of machine.
    """
    found = find_spec(PACKAGE)
    places = [Path(folder) / "pagefind" for folder in (found.submodule_search_locations or ())] if found else []
    for place in places:
        if place.is_file():
            return place
    raise NoIndexError("Pagefind is not installed on this machine")


def make_index(records: Sequence[SearchRecord], program: Path, *, seconds: float) -> dict[str, bytes]:
    """Let Pagefind make an index.

    Returns:
        Content by path, in the folder of the index.

    Raises:
        NoIndexError: there is no index; says why.
    """
    requests: list[Mapping[str, object]] = [
        {"type": "NewIndex"},
        *map(_request, records),
        {"type": "GetFiles", "index_id": 0},
    ]
    messages = [_message(number, request) for number, request in enumerate(requests, start=1)]
    try:
        answers = _ask(program, messages, seconds)
    except OSError as error:
        raise NoIndexError(f"Pagefind cannot be started ({error.strerror})") from error
    try:
        return _files(answers, len(messages))
    except (KeyError, TypeError, ValueError) as error:  # of its shapes, of base64, gzip, JSON and CBOR
        raise NoIndexError("the answer of Pagefind is not understood") from error


def _request(record: SearchRecord) -> dict[str, object]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.path,
        "content": record.words,
        "language": "en",  # for all, so that there is one index
        "meta": dict(record.meta),
        "filters": {name: list(values) for name, values in record.filters},
    }


def _message(number: int, payload: Mapping[str, object]) -> bytes:
    return base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def _ask(program: Path, messages: Sequence[bytes], seconds: float) -> list[bytes]:
    """One answer for each message, or fewer, if the program ends before. It ends unasked once its input is closed."""
    late = threading.Event()
    with subprocess.Popen(  # noqa: S603 - the program of its package, with a fixed argument; no shell is asked
        [str(program), "--service"],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=program.parent,
        env={},
    ) as process:
        assert process.stdin
        assert process.stdout
        clock = threading.Timer(seconds, _stop, args=(process, late))
        mouth = threading.Thread(target=_say, args=(process.stdin, b"".join(messages)))
        clock.start()
        mouth.start()
        try:
            answers = _hear(process.stdout, len(messages))
        finally:
            clock.cancel()
            process.kill()
            mouth.join()
    if late.is_set():
        raise NoIndexError(f"Pagefind did not end in {seconds:.0f} s")
    return answers


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _say(pipe: IO[bytes], said: bytes) -> None:
    left = memoryview(said)
    with suppress(ConnectionError):  # it has ended already, which its answers tell
        while left:
            left = left[pipe.write(left) :]


def _hear(pipe: IO[bytes], count: int) -> list[bytes]:
    heard, commas = bytearray(), 0
    while commas < count:
        part = pipe.read(_SIZE)
        if not part:
            break
        heard += part
        commas += part.count(b",")
    return bytes(heard).split(b",")[:count]


def _files(answers: Sequence[bytes], count: int) -> dict[str, bytes]:
    payloads = [json.loads(base64.b64decode(answer))["payload"] for answer in answers if answer]
    if len(payloads) != count or any(payload["type"] == "Error" for payload in payloads):
        raise ValueError("not every request was answered")
    given = {file["path"]: base64.b64decode(file["content"]) for file in payloads[-1]["files"]}
    return _in_order(given)


def _in_order(given: dict[str, bytes]) -> dict[str, bytes]:
    """Only the files that our page asks for, and nothing in them ordered by chance.

    The values of a filter, and the filters themselves, come in another order each time; the names of these files are
    hashes of their content and change with it.
    """
    entry = json.loads(given["pagefind-entry.json"])
    ((language, index),) = entry["languages"].items()
    version, pages, chunks, filters, *rest = _read(given[f"pagefind.{index['hash']}.pf_meta"])
    made = {}
    ordered = []
    for name, place in filters:
        named, values = _read(given[f"filter/{place}.pf_filter"])
        content = _written([named, sorted(values)])
        ordered.append([name, f"{language}_{_hash(content)}"])
        made[f"filter/{ordered[-1][1]}.pf_filter"] = content
    meta = _written([version, pages, chunks, sorted(ordered), *rest])
    index["hash"] = f"{language}_{_hash(meta)}"
    made[f"pagefind.{index['hash']}.pf_meta"] = meta
    made["pagefind-entry.json"] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    wanted = {"pagefind.js", f"wasm.{index['wasm']}.pagefind"}
    made |= {path: data for path, data in given.items() if path in wanted or path.startswith(("index/", "fragment/"))}
    return made


def _read(content: bytes) -> list[Any]:
    """What stands in a file of the index; it has to come out as it went in."""
    plain = gzip.decompress(content)
    found = cbor2.loads(plain.removeprefix(_MAGIC))
    if _MAGIC + cbor2.dumps(found) != plain or not isinstance(found, list):
        raise ValueError("no list in CBOR")
    return found


def _written(content: list[Any]) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(content), 9, mtime=0)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
