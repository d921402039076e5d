"""Feeds put into the feeds file and taken out of it, with everything else left as a person wrote it."""

import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.feed_edits import add_feeds, remove_feeds
from adapters.files.feeds import load_feeds
from bot.errors import Failure, SettingsError
from bot.model import Feed, FullText

WRITTEN = """\
# The desk's feeds.

# Coast: the morning paper.
[[feeds]]
url = "https://coast.example/rss"   # asked for by the night desk
outlet = "Coast Herald"
interval = 60

[[feeds]]
url = "https://hill.example/rss"
outlet = "Hill Post"
# full_text is off: they have a wall
full_text = "never"

# The valley's only voice.
[[feed]]
outlet = "Valley Radio"
url = "https://valley.example/rss"
"""
COAST, HILL, VALLEY = (f"https://{name}.example/rss" for name in ("coast", "hill", "valley"))
NEW = Feed(url="https://new.example/rss", outlet='The "New" \\ Paper', interval=90.5, full_text=FullText.ALWAYS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def test_a_feed_is_added_at_the_end_and_nothing_else_changes(file: Path) -> None:
    before = load_feeds(file)
    add_feeds(file, [NEW, Feed(url="https://other.example/", outlet="Other")])
    assert file.read_text(encoding="utf-8").startswith(WRITTEN)
    assert load_feeds(file) == (*before[:2], NEW, Feed(url="https://other.example/", outlet="Other"), before[2])


def test_the_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    add_feeds(file, [NEW])
    assert load_feeds(file) == (NEW,)


def test_a_feed_that_is_there_is_not_added_again(file: Path) -> None:
    with pytest.raises(SettingsError, match=r" already$"):
        add_feeds(file, [Feed(url=HILL, outlet="Hill")])
    assert file.read_text(encoding="utf-8") == WRITTEN


@pytest.mark.parametrize(
    ("dropped", "gone", "kept"),
    [
        ([COAST], ["the morning paper", "night desk"], ["The desk's feeds", "a wall", "only voice"]),
        ([HILL], ["a wall", "hill.example"], ["morning paper", "only voice"]),
        ([VALLEY], ["only voice"], ["a wall", "morning paper"]),
        ([COAST, VALLEY], ["only voice", "morning paper"], ["a wall", "The desk's feeds"]),
    ],
)
def test_a_feed_is_removed_with_what_was_said_of_it(
    file: Path, dropped: list[str], gone: list[str], kept: list[str]
) -> None:
    before = load_feeds(file)
    remove_feeds(file, dropped)
    text = file.read_text(encoding="utf-8")
    assert load_feeds(file) == tuple(feed for feed in before if feed.url not in dropped)
    assert not any(words in text for words in gone)
    assert all(words in text for words in kept)


def test_the_last_feed_can_be_removed_too(file: Path) -> None:
    remove_feeds(file, [COAST, HILL, VALLEY])
    assert "[[" not in file.read_text(encoding="utf-8")
    add_feeds(file, [NEW])
    assert load_feeds(file) == (NEW,)


@pytest.mark.parametrize(
    "text",
    [
        f'feeds = [{{url = "{COAST}", outlet = "Coast"}}, {{url = "{HILL}", outlet = "Hill"}}]',
        f'[[feeds]]\nurl = "{COAST}"\noutlet = """\n[[feeds]]\n"""\n[[feeds]]\nurl = "{HILL}"\noutlet = "Hill"\n',
    ],
)
def test_what_only_a_person_can_edit_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="only a person can edit"):
        remove_feeds(file, [HILL])
    assert file.read_text(encoding="utf-8") == text


def test_a_faulty_file_is_told_with_its_line_and_left_alone(file: Path) -> None:
    file.write_text(f"{WRITTEN}[[feeds]\n", encoding="utf-8")
    for edit in (lambda: add_feeds(file, [NEW]), lambda: remove_feeds(file, [COAST])):
        with pytest.raises(SettingsError, match="is no TOML"):
            edit()
    assert file.read_text(encoding="utf-8") == f"{WRITTEN}[[feeds]\n"


def test_rights_and_links_stay_as_they_are(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    add_feeds(link, [NEW])
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert NEW in load_feeds(file)


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="cannot be written"):
        add_feeds(tmp_path / "no such folder" / "feeds.toml", [NEW])
    assert list(tmp_path.iterdir()) == []


names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip)


@given(st.lists(names, min_size=1, max_size=5), st.data())
def test_whatever_outlets_are_called_what_goes_in_comes_out(outlets: list[str], data: st.DataObject) -> None:
    feeds = [Feed(url=f"https://{number}.example/rss", outlet=outlet) for number, outlet in enumerate(outlets)]
    dropped = data.draw(st.sets(st.sampled_from(feeds), max_size=len(feeds) - 1))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "feeds.toml"
        add_feeds(file, feeds)
        assert load_feeds(file) == tuple(feeds)
        remove_feeds(file, [feed.url for feed in dropped])
        assert load_feeds(file) == tuple(feed for feed in feeds if feed not in dropped)
