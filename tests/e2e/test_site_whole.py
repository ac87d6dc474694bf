"""The site after four nights: as if it had been built in one piece, and every link in it leads somewhere."""

import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from pipeline.config.settings import load
from pipeline.nightly.house import Silent, build
from pipeline.nightly.publishing import publish_site
from pipeline.store.store import Store
from tests.e2e.conftest import Played

pytestmark = pytest.mark.slow
HERE = "https://here.example/deep/site/"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_night_after_night_the_site_is_as_if_it_had_been_built_at_once(played: Played, tmp_path: Path) -> None:
    """What did not change is not made again: nothing of an earlier night may be left over."""
    folder = tmp_path / "demo"
    shutil.copytree(played.folder, folder, symlinks=True)
    before = {name: tree(folder / "data" / "site" / name) for name in ("public", "private")}
    shutil.rmtree(folder / "data" / "site")
    settings = load(folder / "feeds.yaml")
    with Store(folder / "data") as store:
        assert (
            publish_site(build(settings, folder / "data", store, now=played.nights[-1].now, progress=Silent())) is True
        )
    for name, files in before.items():
        after = tree(folder / "data" / "site" / name)
        assert sorted(after) == sorted(files)
        assert [path for path in files if after[path] != files[path]] == []


class _Page(HTMLParser):
    """Names and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is named and what is linked."""
        for name, value in attrs:
            if name == "id" and value:
                self.names.add(value)
            if name in ("href", "src") and value is not None:
                self.links.add(value)


@pytest.mark.parametrize("name", ["public", "private"])
def test_every_link_leads_to_a_file_and_to_a_name_in_it(played: Played, name: str) -> None:
    files = tree(played.data / "site" / name)
    pages = {}
    for path, content in files.items():
        if path.endswith(".html"):
            pages[path] = _Page()
            pages[path].feed(content.decode())
    assert len(pages) > 100
    broken = []
    for path, page in pages.items():
        for link in page.links:
            target, place = urldefrag(urljoin(HERE + path, link))
            if not target.startswith(HERE):
                if urlsplit(target).scheme not in ("http", "https", "mailto"):
                    broken.append((path, link))
                continue
            found = unquote(urlsplit(target.removeprefix(HERE)).path)
            if found not in files or (place and found in pages and place not in pages[found].names):
                broken.append((path, link))
    assert broken == []


def test_every_page_can_be_reached_from_the_front(played: Played) -> None:
    files = tree(played.public)
    seen, ahead = {"index.html"}, ["index.html"]
    while ahead:
        path = ahead.pop()
        page = _Page()
        page.feed(files[path].decode())
        for link in page.links:
            target = urldefrag(urljoin(HERE + path, link))[0]
            found = unquote(urlsplit(target.removeprefix(HERE)).path) if target.startswith(HERE) else ""
            if found.endswith(".html") and found not in seen:
                seen.add(found)
                ahead.append(found)
    assert {path for path in files if path.endswith(".html")} - seen <= {"404.html"}
