"""The command that summarises groups of texts, and what the reports of a restriction say in short."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.brief.summary.choose import WORDS
from pipeline.cli.desk import Desk, common, desk_of, json_line
from pipeline.model.errors import ConfigError, UsageError
from pipeline.model.restriction import Restriction
from pipeline.store.store import Store
from pipeline.summarise import Said, answer_lines, of_restriction

_WIDTH = 88


@click.command()
@click.option(
    "--jsonl",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help='One group a line: {"label", "articles": [{"id", "title", "text", "published"?}]}.',
)
@click.option(
    "--words", type=click.IntRange(min=1), default=WORDS, show_default=True, help="Words of a summary, at most."
)
@common
@click.pass_context
def summarise(context: click.Context, /, jsonl: Path, words: int, **options: Any) -> None:  # noqa: ANN401
    """Short summaries of groups of texts: whole sentences of theirs, verbatim, each with its address.

    Prints one JSON object a line: {"label", "summary", "sentences": [{"id", "start", "end"}], "sources": [text…]};
    start and end count code points of the text of article id. Nothing is stored.
    """
    desk_of(context, options)
    try:
        with jsonl.open(encoding="utf-8-sig", errors="replace") as lines:
            for answer in answer_lines(lines, budget=words):
                click.echo(json_line(answer))
    except OSError as error:
        if error.filename is None:  # of the output, not of the file
            raise
        raise UsageError(f"{jsonl}: cannot be read ({error.strerror}); name a file of JSON lines") from error
    except ValueError as error:  # a NUL in the name
        raise UsageError(f"{str(jsonl)!a}: is no name of a file; name a file of JSON lines") from error


def reports_lines(desk: Desk, store: Store, row: Restriction) -> Iterator[str]:
    """What the reports of a restriction say, sentence by sentence with its address.

    Nothing without a configuration that can be read: it holds the terms of the sources.
    """
    try:
        settings = desk.settings() if desk.named or desk.config.exists() else None
    except ConfigError:
        return
    if settings is None:
        return
    said = of_restriction(row, store, {source.source_id: source for source in settings.sources})
    if said:
        yield ""
        yield "in the words of its reports"
    for one in said:
        yield from _quoted(one)


def _quoted(said: Said) -> Iterator[str]:
    sentence, article = said.sentence, said.article
    when = article.published.text[:10] if article.published else "undated"
    yield from textwrap.wrap(f"“{sentence.text}”", _WIDTH, initial_indent="  ", subsequent_indent="  ")
    place = f"article {sentence.text_id}, block {sentence.block}, {sentence.start} to {sentence.end}"
    yield f"    {article.outlet}, {when}, {article.url}"
    yield f"    {place}"


COMMANDS = (summarise,)
"""What this module adds to the command line."""
