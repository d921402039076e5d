"""Article input: every form it may take, and a sentence for each that cannot be used."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.article_lines import LARGEST
from adapters.files.articles import load_articles, order
from bot.errors import ArticlesError
from bot.model import Article

SHARED = Path(__file__).parents[3] / "../shared"


def line(**changed: object) -> str:
    article = {
        "id": "a1",
        "url": "https://daily.example.org/1",
        "outlet": "Daily",
        "published": "2026-05-01",
        "title": "Storm",
        "text": "Three died.",
    }
    return json.dumps({key: value for key, value in {**article, **changed}.items() if value is not ...})


def write(folder: Path, *lines: str, name: str = "articles.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_texts(folder: Path, texts: Mapping[str, str], index: object = None) -> Path:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    if index is not None:
        (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def ids(*paths: Path) -> list[str]:
    return [article.id for article in load_articles(*paths)]


def sentence_of(path: Path) -> str:
    with pytest.raises(ArticlesError) as raised:
        load_articles(path)
    return str(raised.value).replace(str(path), "PATH")


def test_a_line_becomes_an_article_and_other_keys_are_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "", line(section="World", text="Three died.\r\n\u00a0“More”\n"), "  ")

    assert load_articles(path) == (
        Article(
            id="a1",
            url="https://daily.example.org/1",
            outlet="Daily",
            published=datetime(2026, 5, 1, tzinfo=UTC),
            title="Storm",
            text="Three died.\r\n\u00a0“More”\n",
        ),
    )


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("2026-05-01", 0, 0),
        ("2026-05-01T08:30:00Z", 8, 30),
        ("2026-05-01T08:30:00+02:00", 6, 30),
        ("2026-05-01 08:30", 8, 30),
        ("2026-04-30T23:15-05:00", 4, 15),
    ],
)
def test_the_time_of_printing_is_utc(tmp_path: Path, written: str, hour: int, minute: int) -> None:
    published = load_articles(write(tmp_path, line(published=written)))[0].published

    assert published == datetime(2026, 5, 1, hour, minute, tzinfo=UTC)
    assert published.utcoffset() is not None


def test_a_folder_gives_its_article_files_and_leaves_labels_and_alerts(tmp_path: Path) -> None:
    write(tmp_path, line(id="b"), name="second.jsonl")
    write(tmp_path, line(id="a"), name="first.jsonl")
    for other in ("labels.jsonl", "alerts.jsonl", "first.alerts.jsonl", "first.labels.jsonl"):
        write(tmp_path, '{"article": "a"}', name=other)
    write(tmp_path, "not an article", name="notes.txt")

    assert ids(tmp_path) == ["a", "b"]


def test_texts_with_an_index_keep_every_character_and_the_order_of_the_index(tmp_path: Path) -> None:
    folder = write_texts(
        tmp_path,
        {"1.txt": "First line\r\n\r\nSecond.\u2028 \n", "2.txt": "\ufeffTwo"},
        [
            {
                "id": "002",
                "file": "2.txt",
                "outlet": "Daily",
                "published": "2026-05-02",
                "url": "https://a.example.org/",
            },
            {"id": "001", "file": "1.txt", "published": "2026-05-01"},
        ],
    )

    two, one = load_articles(folder)

    assert (two.id, two.outlet, two.url, two.title, two.text) == ("002", "Daily", "https://a.example.org/", "", "Two")
    assert (one.id, one.outlet, one.url, one.text) == (
        "001",
        "unknown outlet",
        "",
        "First line\r\n\r\nSecond.\u2028 \n",
    )


def test_a_lone_text_is_looked_up_in_the_index_beside_it(tmp_path: Path) -> None:
    write_texts(
        tmp_path, {"1.txt": "One"}, [{"id": "001", "file": "1.txt", "outlet": "Daily", "published": "2026-05-01"}]
    )

    article = load_articles(tmp_path / "1.txt")[0]

    assert (article.id, article.outlet, article.published.day) == ("001", "Daily", 1)


def test_a_lone_text_without_an_index_has_its_name_and_the_time_it_was_saved(tmp_path: Path) -> None:
    path = write_texts(tmp_path, {"storm.txt": "Three died."}) / "storm.txt"

    article = load_articles(path)[0]

    assert (article.id, article.outlet, article.text) == ("storm", "unknown outlet", "Three died.")
    assert article.published.timestamp() == pytest.approx(path.stat().st_mtime)


def test_a_folder_of_texts_without_an_index_is_read_by_name(tmp_path: Path) -> None:
    assert ids(write_texts(tmp_path, {"b.txt": "B", "a.txt": "A"})) == ["a", "b"]


def test_several_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    first, second = (write(tmp_path, line(id=name), name=f"{name}.jsonl") for name in ("z", "a"))

    assert ids(first, second) == ["z", "a"]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + line().encode())))

    assert ids(Path("-")) == ["a1"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (line() + "\n{", "PATH:2: is no JSON: Expecting property name enclosed in double quotes (column 2)"),
        ("<rss/>", "PATH:1: is no JSON: Expecting value (column 1); each line is one article."),
        ("[1, 2]", "PATH:1: is no article; write one object a line with id, url, outlet, published, title, text."),
        ("5", "PATH:1: is no article"),
        ("[" * 100_000, "PATH:1: is no JSON that an article needs"),
        ("9" * 10_000, "PATH:1: is no JSON that an article needs"),
        (line(text=...), "PATH:1: has no text; an article has id, url, outlet, published, title, text."),
        (line(id=..., title=None), "PATH:1: has no id and no title;"),
        (line(id=7), "PATH:1: id should be text, not 7."),
        (line(text=["a"]), 'PATH:1: text should be text, not ["a"].'),
        (line(id=" "), "PATH:1: id is empty."),
        (line(published="yesterday"), "PATH:1: published 'yesterday' is no day or time; write it as 2026-01-20"),
        (line(published="0001-01-01T00:00+14:00"), "PATH:1: published '0001-01-01T00:00+14:00' is no day or time"),
        (line(title="\ud83d"), "PATH:1: title holds half a character"),
        (line() + "\n\n" + line(), "PATH:3: the id 'a1' was given in PATH:1 already; give each article its own."),
        ("", "PATH: holds no article; give .jsonl files with one article a line, or .txt files."),
    ],
)
def test_a_line_that_is_no_article_is_told_by_its_number(tmp_path: Path, written: str, sentence: str) -> None:
    assert sentence_of(write(tmp_path, written)).startswith(sentence)


def test_bytes_that_are_no_text_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(line().encode() + b'\n{"id": "caf\xe9"}\n')

    assert sentence_of(path) == "PATH:2: byte 12 is not UTF-8; save the file as UTF-8."


@pytest.mark.parametrize("name", ["articles.jsonl", "article.txt"])
def test_an_article_too_large_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x" * (LARGEST + 1))

    assert "than 5,000,000 bytes; no article is." in sentence_of(path)


@pytest.mark.parametrize("name", ["none.jsonl", "none.txt", "none"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    assert sentence_of(tmp_path / name) == "PATH: no such file; check the spelling of its name."


@pytest.mark.parametrize(
    ("index", "sentence"),
    [
        ({}, "PATH/index.json: should be a list of articles"),
        ([], "PATH: holds no article"),
        (["1.txt"], "PATH/index.json: entry 1: should have a file"),
        ([{"id": "1", "file": "../1.txt", "published": "2026-05-01"}], "PATH/index.json: entry 1: should have a file"),
        ([{"id": "1", "file": "2.txt", "published": "2026-05-01"}], "PATH/2.txt: no such file"),
        ([{"id": "1", "file": "1.txt"}], "PATH/index.json: entry 1: has no published"),
    ],
)
def test_an_index_that_lists_no_articles_is_told_by_entry(tmp_path: Path, index: object, sentence: str) -> None:
    assert sentence_of(write_texts(tmp_path, {"1.txt": "One"}, index)).startswith(sentence)


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    assert sentence_of(tmp_path).startswith("PATH: holds no article; give .jsonl files")


def published(name: str, day: int) -> Article:
    return Article(id=name, url="", outlet="Daily", published=datetime(2026, 5, day, tzinfo=UTC), title="", text="")


def test_articles_arrive_by_time_of_printing_then_by_input() -> None:
    articles = (published("c", 2), published("a", 1), published("b", 1))

    assert [article.id for article in order(articles)] == ["a", "b", "c"]


def test_an_order_given_comes_first_and_the_others_follow() -> None:
    articles = (published("c", 2), published("a", 1), published("b", 1))

    assert [article.id for article in order(articles, ("b", "c"))] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("ids_given", "sentence"),
    [
        (("storm-2",), "--order names 'storm-2', which is no article given (did you mean 'storm-1'?)."),
        (("storm-1", "storm-1"), "--order names 'storm-1' twice; name each article once."),
    ],
)
def test_an_order_that_cannot_be_followed_says_why(ids_given: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(ArticlesError) as raised:
        order((published("storm-1", 1),), ids_given)

    assert str(raised.value) == sentence


@given(content=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: line(text=text).encode()))
def test_whatever_a_file_holds_ends_as_articles_or_as_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "free.jsonl"
    path.write_bytes(content)

    try:
        outcome: object = load_articles(path)
    except ArticlesError as error:
        outcome = str(error)

    assert outcome
    assert isinstance(outcome, tuple) or str(path) in str(outcome)


def test_every_label_of_the_shared_articles_stands_where_it_says() -> None:
    """Offsets count the characters of the text exactly as it was saved."""
    if not SHARED.is_dir():
        pytest.skip("shared: labelled articles are not beside this checkout")
    wrong = []
    for folder in ("seeds", "desk"):
        articles = {article.id: article for article in load_articles(SHARED / folder)}
        for text in (SHARED / folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(text)
            field = getattr(articles[label["article"]], label["field"])
            if field[label["start"] : label["end"]] != label["surface"]:
                wrong.append((label["article"], label["start"]))

    assert wrong == []
