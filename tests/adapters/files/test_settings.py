"""Settings: a file, the environment over it, and all faults at once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.files.feeds import load_feeds
from adapters.files.settings import load_settings
from bot.errors import SettingsError
from bot.settings import Settings

ROOT = Path(__file__).parents[3]


def write(folder: Path, text: str, name: str = "tallywire.toml") -> Path:
    path = folder / name
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    return path


def faults_of(path: Path | None, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        load_settings(path, environ or {})
    return [str(fault).replace(str(path), "tallywire.toml") for fault in raised.value.faults]


def test_without_a_file_the_defaults_hold_with_paths_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    settings = load_settings(None, {"HOME": "/", "TALLYWIRE_": "x"})

    assert settings.store.url == f"sqlite:///{tmp_path.resolve()}/tallywire.db"
    assert settings.topics.dir == str(tmp_path.resolve() / "seeds/topics")
    assert settings.fetch == Settings().fetch
    assert (settings.console.log, settings.discord.token, settings.feeds.baseline) == (None, None, True)


def test_relative_paths_of_the_file_start_from_its_folder(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [store]
        url = "sqlite:///data/ledger.db"
        [topics]
        dir = "../topics"
        [feeds]
        file = "/etc/feeds.toml"
        [console]
        log = "posts.jsonl"
        """,
    )

    settings = load_settings(path, {})

    folder = tmp_path.resolve()
    assert settings.store.url == f"sqlite:///{folder}/data/ledger.db"
    assert settings.topics.dir == str(folder.parent / "topics")
    assert settings.feeds.file == "/etc/feeds.toml"
    assert settings.console.log == str(folder / "posts.jsonl")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/ledger.db",
        "sqlite+aiosqlite:////srv/ledger.db",
        "sqlite:///:memory:",
        "postgresql://db.example.org/tallywire",
    ],
)
def test_a_url_that_names_its_place_is_left_as_it_is(tmp_path: Path, url: str) -> None:
    assert load_settings(write(tmp_path, f'[store]\nurl = "{url}"'), {}).store.url == url


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    path = write(tmp_path, '[store]\nurl = "sqlite:///a.db"\n[fetch]\ntimeout = 5\nmax_bytes = 1000')

    settings = load_settings(
        path,
        {
            "TALLYWIRE_STORE_URL": "sqlite:///b.db",
            "TALLYWIRE_FETCH_ALLOW_HOSTS": "127.0.0.1:8001, localhost:8002",
            "TALLYWIRE_FETCH_TIMEOUT": "2.5",
            "TALLYWIRE_FETCH_CONCURRENCY": "3",
            "TALLYWIRE_FEEDS_BASELINE": "false",
            "TALLYWIRE_OPERATORS_CHANNELS": "console:main",
            "TALLYWIRE_HTTP_PORT": "0",
            "TALLYWIRE_SLACK_MODE": "",
        },
    )

    assert settings.store.url == f"sqlite:///{here.resolve()}/b.db"
    assert settings.fetch.allow_hosts == ("127.0.0.1:8001", "localhost:8002")
    assert (settings.fetch.timeout, settings.fetch.max_bytes, settings.fetch.concurrency) == (2.5, 1000, 3)
    assert (settings.feeds.baseline, settings.operators.channels) == (False, ("console:main",))
    assert (settings.http.port, settings.slack.mode) == (0, "socket")


def test_secrets_come_from_the_environment_and_are_never_printed() -> None:
    settings = load_settings(
        None,
        {
            "TALLYWIRE_DISCORD_TOKEN": "s3cret-one",
            "TALLYWIRE_SLACK_BOT_TOKEN": "s3cret-two",
            "TALLYWIRE_STORE_URL": "postgresql://me:s3cret-three@db.example.org/x",
        },
    )

    assert settings.discord.token is not None
    assert settings.discord.token.get_secret_value() == "s3cret-one"
    assert "s3cret" not in f"{settings!r} {settings}"


def test_a_secret_in_the_file_is_a_fault_that_says_where_it_belongs_and_does_not_repeat_it(tmp_path: Path) -> None:
    path = write(tmp_path, '[discord]\ntoken = "s3cret"\n[store]\npassword = "s3cret"\n')

    belongs = "is a secret: take it out of the file and set TALLYWIRE_DISCORD_TOKEN in the environment"
    assert faults_of(path) == [
        f"tallywire.toml:2: discord.token: {belongs}",
        f"tallywire.toml:4: store.password: {belongs.replace('DISCORD_TOKEN', 'STORE_PASSWORD')}",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cret@db.example.org/x",
        "postgresql://me@/x?host=/run/db&password=s3cret",
        "postgresql+psycopg://:s3cret@db/x",
    ],
)
def test_a_password_in_the_files_url_is_a_fault(tmp_path: Path, url: str) -> None:
    path = write(tmp_path, f'[store]\nurl = "{url}"\n')

    belongs = "take it out of the file and set TALLYWIRE_STORE_PASSWORD in the environment"
    assert faults_of(path) == [f"tallywire.toml:2: store.url: holds a password: {belongs}"]


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("postgresql://me@db:5433/x", "postgresql://me:hun%2Fter2@db:5433/x"),
        ("postgresql://me:old@db/x?sslmode=require", "postgresql://me:hun%2Fter2@db/x?sslmode=require"),
        ("postgresql://me@/x?host=/run/db", "postgresql://me:hun%2Fter2@/x?host=/run/db"),
        ("sqlite:////var/x.db", "sqlite:////var/x.db"),
    ],
)
def test_the_databases_password_comes_from_the_environment(url: str, whole: str) -> None:
    settings = load_settings(None, {"TALLYWIRE_STORE_URL": url, "TALLYWIRE_STORE_PASSWORD": "hun/ter2"})

    assert settings.store.url == whole
    assert "ter2" not in repr(settings)


BROKEN = """
[store]
ulr = "sqlite:///a.db"
[topics]
dir = 5
[fetch]
timeout = 0
max_bytes = "many"
allow_hosts = ["a:1", 2]
[feeds]
baseline = "yes"
[slack]
mode = "carrier pigeon"
api_base = "slack.com"
[storage]
[[http]]
"""
ALL_FAULTS = """
tallywire.toml:2: store.ulr: unknown key (did you mean 'url'?)
tallywire.toml:4: topics.dir: should be text
tallywire.toml:6: fetch.timeout: should be greater than 0
tallywire.toml:7: fetch.max_bytes: should be a whole number
tallywire.toml:8: fetch.allow_hosts.1: should be text
tallywire.toml:10: feeds.baseline: should be true or false
tallywire.toml:12: slack.mode: 'carrier pigeon' should be 'socket' or 'http'
tallywire.toml:13: slack.api_base: should be a web address, such as https://example.org
tallywire.toml:14: storage: unknown key (did you mean 'store'?)
tallywire.toml:15: http: should be a group of keys with values
TALLYWIRE_FETCH_TIMEOUT: fetch.timeout: should be a number
TALLYWIRE_HTTP_PROT: http.prot: unknown key (did you mean 'port'?)
TALLYWIRE_STORES_URL: is no setting (did you mean 'TALLYWIRE_STORE_URL'?)
"""


def test_all_faults_are_reported_together_each_with_its_place_and_key(tmp_path: Path) -> None:
    environ = {
        "TALLYWIRE_FETCH_TIMEOUT": "soon",
        "TALLYWIRE_HTTP_PROT": "80",
        "TALLYWIRE_STORES_URL": "x",
        "TALLYWIRE_UNRELATED_THING": "x",
    }

    assert sorted(faults_of(write(tmp_path, BROKEN), environ)) == sorted(ALL_FAULTS.strip().splitlines())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[store\nurl = 1", "tallywire.toml:1: is no TOML:"),
        ('[store]\nurl = "a"\nurl = "b"', "tallywire.toml:3: is no TOML: cannot overwrite a value"),
        ("[weather]", "tallywire.toml:1: weather: unknown key; known are store, topics, feeds, fetch, "),
        ("store = 5", "tallywire.toml:1: store: should be a group of keys with values"),
        ('store.url = "nowhere"', "tallywire.toml:1: store.url: should be a database URL, such as sqlite:///"),
        ("a = " + "[" * 5000, "tallywire.toml: is nested too deeply"),
    ],
)
def test_a_broken_file_is_told_by_line_and_what_to_do(tmp_path: Path, text: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_of(write(tmp_path, text)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "none.toml") == ["tallywire.toml: no such file; check the spelling of its name"]


def test_the_settings_file_that_comes_with_the_program_names_what_is_there() -> None:
    settings = load_settings(ROOT / "config/tallywire.toml", {})

    assert Path(settings.topics.dir) == ROOT / "seeds/topics"
    assert Path(settings.feeds.file) == ROOT / "config/feeds.toml"
    assert settings.store.url == f"sqlite:///{ROOT}/tallywire.db"
    assert load_feeds(Path(settings.feeds.file))


def test_the_settings_file_that_comes_with_the_program_shows_every_key() -> None:
    text = (ROOT / "config/tallywire.toml").read_text(encoding="utf-8")
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())

    shown = {
        line.split("=")[0].strip() for line in uncommented.splitlines() if "=" in line and not line.startswith("#")
    }

    assert shown == {
        key
        for section in Settings.model_fields
        for key in type(getattr(Settings(), section)).model_fields
        if not key.endswith(("token", "secret", "password", "token_keys"))
    }
