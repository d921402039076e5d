"""`tallywire topic check`: tells an editor whether a topic file can be used, and what it catches."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from adapters.files.topics import SUFFIXES, read_topic, shared_ids, topic_files
from bot.cli.reading import Json
from bot.cli.topics.trial import print_trial
from bot.errors import Fault, Misuse, TopicError
from bot.model import Topic

GOOD, MISUSE = 0, 2


def register(group: typer.Typer) -> None:
    """Add `topic check`."""

    @group.command("check")
    def check_command(
        files: Annotated[
            list[Path],
            typer.Argument(help="Topic files, or folders of them; then articles.", metavar="FILE... [ARTICLES...]"),
        ],
        json: Json = False,  # noqa: FBT002 - typer's flags
    ) -> None:
        """Check topic files: every fault by line and key, or what they hold; with articles, what each claim catches."""
        topics, articles = divide(files)
        if json and not articles:
            raise Misuse("topic check: --json tells what claims catch; name articles behind the topic file")
        code = GOOD if json else check(topics)
        if articles and code == GOOD:
            for path in topic_paths(topics):
                print_trial(path, articles, json=json)
        raise typer.Exit(code)


def divide(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the topic files and folders, and the articles; the first path is a topic whatever its name."""
    topics = [path for number, path in enumerate(paths) if not number or is_topic(path)]
    return topics, [path for path in paths if path not in topics]


def is_topic(path: Path) -> bool:
    """Whether a path is a YAML file, or a folder that holds no articles but YAML files."""
    if not path.is_dir():
        return path.suffix in SUFFIXES
    has_articles = any(path.glob("*.jsonl")) or any(path.glob("*.txt"))
    return not has_articles and any(path.glob(f"*{suffix}") for suffix in SUFFIXES)


def topic_paths(given: Sequence[Path]) -> list[Path]:
    """Return the topic files of files and folders."""
    return [path for each in given for path in (topic_files(each) if each.is_dir() else (each,))]


def check(files: Sequence[Path], console: Console | None = None) -> int:
    """Print what each file holds, or all its faults; return the exit code, 2 when a file cannot be used."""
    screen = console or Console(soft_wrap=True, highlight=False)
    topics: list[tuple[Path, Topic]] = []
    faulty = False
    for path, topic, faults in _read(files):
        faulty = faulty or topic is None
        if topic is None:
            _print_faults(screen, faults)
        else:
            topics.append((path, topic))
            _print_topic(screen, path, topic)
    shared = shared_ids(topics)
    _print_faults(screen, shared)
    return MISUSE if faulty or shared else GOOD


def summary(topic: Topic) -> str:
    """Say in one line what a topic holds."""
    sinks = sum(claim.sink for claim in topic.claims)
    on_record = sum(len(claim.on_record) for claim in topic.claims)
    counted = (
        (len(topic.claims) - sinks, "claim"),
        (sinks, "sink"),
        (len(topic.sources), "source"),
        (len(topic.places), "place"),
        (on_record, "figure"),
    )
    parts = [
        f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counted if count or noun in ("claim", "source")
    ]
    return ", ".join(parts) + (" on record" if on_record else "")


def advice(topic: Topic) -> Iterator[str]:
    """Yield what an editor may want to mend although the file can be used."""
    if not topic.about:
        yield "about is empty: every article will be read for this topic"
    if not topic.sources:
        yield "sources is empty: every speaker will be told by the words of the article"
    if not any(claim.key for claim in topic.claims):
        yield "no claim has `key: true`: no first figure will be posted at the default level"


def _read(files: Sequence[Path]) -> Iterator[tuple[Path, Topic | None, tuple[Fault, ...]]]:
    for given in files:
        try:
            paths = topic_files(given) if given.is_dir() else (given,)
        except TopicError as error:
            yield given, None, error.faults
        else:
            yield from ((path, *read_topic(path)) for path in paths)


def _print_topic(screen: Console, path: Path, topic: Topic) -> None:
    screen.print(Text.assemble(f"{path}: ", ("ok", "green"), f": {summary(topic)}"))
    for line in advice(topic):
        screen.print(Text.assemble(f"{path}: ", ("note", "yellow"), f": {line}"))


def _print_faults(screen: Console, faults: Sequence[Fault]) -> None:
    for fault in faults:
        key = f" {fault.key}:" if fault.key else ""
        screen.print(Text.assemble((f"{fault.place}:", "bold"), key, f" {fault.message}"))
