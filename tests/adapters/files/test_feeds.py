"""The list of feeds."""

from pathlib import Path

import pytest

from adapters.files.feeds import load_feeds
from bot.errors import SettingsError
from bot.model import Feed, FullText


def write(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        load_feeds(path)
    return [str(fault).replace(str(path), "feeds.toml") for fault in raised.value.faults]


@pytest.mark.parametrize("table", ["feeds", "feed"])
def test_a_feed_is_read_as_it_is_written(tmp_path: Path, table: str) -> None:
    path = write(
        tmp_path,
        f'[[{table}]]\nurl = "https://a.example.org/rss"\noutlet = "A"\n'
        f'[[{table}]]\nurl = "http://127.0.0.1:8001/b.xml"\noutlet = "B"\ninterval = 60\nfull_text = true\n',
    )

    assert load_feeds(path) == (
        Feed(url="https://a.example.org/rss", outlet="A"),
        Feed(url="http://127.0.0.1:8001/b.xml", outlet="B", interval=60, full_text=FullText.ALWAYS),
    )


ALL_FAULTS = """
feeds.toml:1: feeds.0.outlet: is missing
feeds.toml:3: feeds.0.intervall: unknown key (did you mean 'interval'?)
feeds.toml:5: feeds.1.url: should be the address of a feed, such as https://example.org/feed.xml
feeds.toml:6: feeds.1.outlet: is empty
feeds.toml:7: feeds.1.interval: should be greater than 0
feeds.toml:10: feeds.2.url: https://a.example.org/rss is a feed already (feeds.toml:2); name each once
"""


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[[feeds]]\nurl = "https://a.example.org/rss"\nintervall = 5\n'
        '[[feeds]]\nurl = "file:///etc/passwd"\noutlet = ""\ninterval = 0\n'
        '[[feeds]]\noutlet = "A again"\nurl = "https://a.example.org/rss"\n',
    )

    assert sorted(faults_of(path)) == sorted(ALL_FAULTS.strip().splitlines())


@pytest.mark.parametrize(
    "url", ["feed.xml", "https://", "http://[::1", "https://a b.org/", "http://a:99999/", "ftp://a/b"]
)
def test_only_web_addresses_are_polled(tmp_path: Path, url: str) -> None:
    assert "should be the address of a feed" in faults_of(write(tmp_path, f'[[feeds]]\nurl = "{url}"\noutlet = "A"'))[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "feeds.toml: names no feed; add one as [[feeds]] with url and outlet"),
        ("[feeds]\nurl = 'x'", "feeds.toml:1: feeds: should be a list"),
        ("[[feeds]", "feeds.toml:1: is no TOML"),
    ],
)
def test_a_file_without_feeds_says_so(tmp_path: Path, text: str, fault: str) -> None:
    assert faults_of(write(tmp_path, text))[0].startswith(fault)
