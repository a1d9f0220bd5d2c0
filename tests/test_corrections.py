"""corrections.toml: what a user knows better is replayed, and told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from events import REPO
from hypothesis import given
from hypothesis import strategies as st

from compare import Comparison, compare_articles, read_articles
from compare.cli import main
from compare.correct import add_entries, remove_entry
from compare.corrections import FILE, TABLES, format_entry, read_corrections
from compare.errors import InputError
from compare.report import render_report
from compare.report.json import parse_json

GAZETTE = """Fire closes harbour

A fire on the ferry Ellen closed the harbour of Brackwater on Tuesday.

Fifteen people were taken to hospital with burns, the county said in a statement.

The port authority expects that ships can enter the harbour again by Friday.
"""
HERALD = """Ferry burns at Brackwater

The harbour of Brackwater was closed on Tuesday after a fire on the ferry Ellen.

Sixteen people were taken to hospital with burns, according to the county.

Schools kept their windows shut until noon because of the smoke above the town.
"""
CLOSED = "A fire on the ferry Ellen closed the harbour of Brackwater on Tuesday."
SHUT = "The harbour of Brackwater was closed on Tuesday after a fire on the ferry Ellen."
FIFTEEN = "Fifteen people were taken to hospital with burns, the county said in a statement."
SIXTEEN = "Sixteen people were taken to hospital with burns, according to the county."
FRIDAY = "The port authority expects that ships can enter the harbour again by Friday."
SCHOOLS = "Schools kept their windows shut until noon because of the smoke above the town."


def anchor(text: str, article: str = "") -> dict[str, str]:
    return {"article": article, "text": text}


def folder(tmp_path: Path, *entries: tuple[str, dict[str, object]]) -> Path:
    """The two articles, with these corrections beside them."""
    (tmp_path / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    (tmp_path / "herald.txt").write_text(HERALD, encoding="utf-8")
    if entries:
        text = "\n".join(format_entry(table, values) for table, values in entries)
        (tmp_path / FILE).write_text(text, encoding="utf-8")
    return tmp_path


def compared(path: Path) -> Comparison:
    return compare_articles(read_articles(path))


def together(comparison: Comparison, one: str, two: str) -> bool:
    """Whether a fact holds both sentences."""
    ids = {sentence.text: sentence.id for sentence in comparison.sentences}
    return any({ids[one], ids[two]} <= set(fact.sentences) for fact in comparison.facts)


def test_without_corrections_the_fires_are_one_fact(tmp_path: Path) -> None:
    """What the other tests change is there to be changed."""
    plain = compared(folder(tmp_path))
    assert together(plain, CLOSED, SHUT)
    assert together(plain, FIFTEEN, SIXTEEN)
    assert not together(plain, FRIDAY, SCHOOLS)
    assert [c.kind for c in plain.contrasts] == ["number"]
    assert plain.corrections == ()


def test_sentences_are_joined_and_parted(tmp_path: Path) -> None:
    """A joined pair stands in one fact, a parted one in none."""
    made = compared(
        folder(
            tmp_path,
            ("join", {"a": anchor(FRIDAY), "b": anchor(SCHOOLS)}),
            ("part", {"a": anchor(CLOSED, "gazette.txt"), "b": anchor(SHUT, "herald.txt")}),
        )
    )
    assert together(made, FRIDAY, SCHOOLS)
    assert not together(made, CLOSED, SHUT)
    assert [c.status for c in made.corrections] == ["applied", "applied"]
    joined = [m for m in made.matches if m.parts == (("by hand", 1.0),)]
    assert [(m.score, m.tier) for m in joined] == [(1.0, "same")]
    texts = {s.id: s.text for s in made.sentences}
    assert FRIDAY not in {texts[only.sentence] for only in made.only}


def test_facts_are_named_and_dropped(tmp_path: Path) -> None:
    """A name shows in the reports, the words stay; a dropped fact is gone, ids have no gap."""
    made = compared(
        folder(
            tmp_path,
            ("fact", {"a": anchor(CLOSED), "name": "The harbour is shut"}),
            ("fact", {"a": anchor(FIFTEEN), "drop": True}),
        )
    )
    assert [fact.id for fact in made.facts] == [f"fact-{n + 1}" for n in range(len(made.facts))]
    (named,) = [fact for fact in made.facts if fact.name]
    assert named.title == "The harbour is shut"
    assert named.text in {CLOSED, SHUT}
    assert not together(made, FIFTEEN, SIXTEEN)
    assert not made.contrasts
    for format in ("html", "md", "brief"):
        assert "The harbour is shut" in render_report(made, format)


def test_a_contrast_is_marked_as_none(tmp_path: Path) -> None:
    """Fifteen against sixteen is no longer told."""
    entry = {"a": anchor(FIFTEEN), "b": anchor(SIXTEEN), "kind": "number"}
    assert not compared(folder(tmp_path, ("contrast", entry))).contrasts


def test_an_article_gets_outlet_date_and_origin(tmp_path: Path) -> None:
    """What the user says of a file goes before what was found, and is told as theirs."""
    values = {"outlet": "The Gazette", "published": "2024-10-02", "origin": "Wire"}
    made = compared(
        folder(
            tmp_path,
            ("article", {"file": "gazette.txt", **values}),
            ("article", {"file": "herald.txt", "origin": "wire"}),
        )
    )
    assert made.outlets == ("The Gazette", "herald")
    (gazette,) = [a for a in made.articles if a.outlet == "The Gazette"]
    assert gazette.published == "2024-10-02"
    assert {f.rule for f in gazette.found if f.field in values} == {FILE}
    assert [(o.kind, len(o.articles)) for o in made.origins] == [("by hand", 2)]
    assert all(fact.origins == 1 for fact in made.facts)


def test_two_origins_by_hand_keep_copies_apart(tmp_path: Path) -> None:
    """The user's word goes before the words that are shared."""
    (tmp_path / "a.txt").write_text(GAZETTE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(GAZETTE + "\nMore follows in the evening.\n", encoding="utf-8")
    assert [o.kind for o in compared(tmp_path).origins] == ["near-identical"]
    entries = [("article", {"file": f"{name}.txt", "origin": name}) for name in "ab"]
    text = "".join(format_entry(table, values) for table, values in entries)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert [o.kind for o in compared(tmp_path).origins] == ["single", "single"]


def test_outlets_of_one_owner_are_one_origin(tmp_path: Path) -> None:
    """An owner that the user names joins them, and is the evidence."""
    names = ("gazette.txt", "herald.txt")
    made = folder(tmp_path, *(("article", {"file": n, "owner": "Lee Group"}) for n in names))
    (origin,) = compared(made).origins
    assert (origin.kind, origin.owner) == ("one owner", "Lee Group")
    assert "Lee Group" in render_report(compared(made), "md")


def test_a_correction_outlives_changed_words(tmp_path: Path) -> None:
    """A few other words in the sentence: still found, and said so."""
    changed = anchor(FIFTEEN.replace("Fifteen people", "Fourteen persons"))
    entry = {"a": changed, "b": anchor(SIXTEEN)}
    made = compared(folder(tmp_path, ("part", entry)))
    assert not together(made, FIFTEEN, SIXTEEN)
    assert made.corrections[0].status == "applied"
    assert "its words have changed" in made.corrections[0].note


@pytest.mark.parametrize(
    ("table", "values", "note"),
    [
        (
            "join",
            {"a": anchor("Nobody wrote this at all."), "b": anchor(SHUT)},
            "no sentence reads",
        ),
        ("join", {"a": anchor(CLOSED), "b": anchor(FIFTEEN)}, "one outlet"),
        ("fact", {"a": anchor(SCHOOLS), "name": "Smoke"}, "no fact holds"),
        ("article", {"file": "tribune.txt", "outlet": "Tribune"}, "no article is from tribune.txt"),
    ],
)
def test_what_no_longer_applies_is_told(
    tmp_path: Path, table: str, values: dict[str, object], note: str
) -> None:
    """Nothing is dropped in silence: the report and the terminal say why."""
    (told,) = compared(folder(tmp_path, (table, values))).corrections
    assert told.status == "does not apply"
    assert note in told.note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("[[merge]]\na = 1\n", "unknown table 'merge'"),
        ('[[join]]\na = { text = "x" }\n', "lacks b"),
        ('[[join]]\na = "x"\nb = "y"\n', "a needs"),
        ('[[fact]]\na = { text = "x" }\n', "either name or drop"),
        ('[[article]]\nfile = "x"\nowned = "y"\n', "unknown key 'owned'"),
        ('join = "x"\n', "write it as [[join]]"),
    ],
)
def test_a_bad_entry_is_told_and_the_rest_goes_on(tmp_path: Path, text: str, note: str) -> None:
    """The message names the file, the table and the entry's number there."""
    good = format_entry("part", {"a": anchor(CLOSED), "b": anchor(SHUT)})
    made = folder(tmp_path)
    (made / FILE).write_text(text + good, encoding="utf-8")
    bad, part = compared(made).corrections
    assert bad.place.startswith(f"{FILE}, ")
    assert note in bad.note
    assert part.status == "applied"


def test_a_broken_file_stops_the_run_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report without the corrections would look like one with them."""
    made = folder(tmp_path)
    (made / FILE).write_text('[[join]\na = "x"', encoding="utf-8")
    assert main(["run", str(made), "-o", str(tmp_path / "out"), "-q"]) == 3
    assert f"{FILE}: is not valid TOML" in (told := capsys.readouterr().err)
    assert "line 1" in told


def test_corrections_are_in_the_signature_and_the_saved_comparison(tmp_path: Path) -> None:
    """The same articles with other corrections are another comparison, and it says so."""
    plain = compared(folder(tmp_path))
    entry = {"a": anchor(CLOSED), "b": anchor(SHUT)}
    made = compared(folder(tmp_path, ("part", entry)))
    assert "corrections:" not in plain.signature
    assert "corrections:1/" in made.signature
    assert parse_json(render_report(made, "json"), "here") == made
    assert parse_json(render_report(plain, "json"), "here") == plain


def test_corrections_of_another_file_are_used(tmp_path: Path) -> None:
    """`--corrections FILE` goes in place of the file beside the articles."""
    made = folder(tmp_path, ("part", {"a": anchor(CLOSED), "b": anchor(SHUT)}))
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "mine.toml"
    entry = {"a": anchor(FIFTEEN), "b": anchor(SIXTEEN)}
    other.write_text(format_entry("part", entry), encoding="utf-8")
    result = compare_articles(
        read_articles([made / "gazette.txt", made / "herald.txt"], corrections=other)
    )
    assert together(result, CLOSED, SHUT)
    assert not together(result, FIFTEEN, SIXTEEN)
    assert [c.place for c in result.corrections] == ["mine.toml, part 1"]


@given(st.text(min_size=1))
def test_any_words_survive_the_file(words: str) -> None:
    """What is written as TOML is read as it was, whatever its characters."""
    text = words.encode("utf-8", "replace").decode("utf-8") + " fire"
    entry = {"a": anchor(text, text), "name": text}
    assert tomllib.loads(format_entry("fact", entry)) == {"fact": [entry]}


def test_a_correction_that_makes_no_sense_is_not_written(tmp_path: Path) -> None:
    """The writer refuses what the reader would."""
    for table in TABLES:
        with pytest.raises(InputError):
            add_entries(tmp_path / FILE, [(table, {"a": "words"})])


def test_only_toml_is_read(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error that names the file."""
    path = tmp_path / FILE
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=FILE):
        read_corrections(path)


def test_a_batch_of_folders_replays_the_corrections_of_each(tmp_path: Path) -> None:
    """Other corrections are another run, which does not go on in the old one's folder."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    event = tmp_path / "archive" / "fire"
    event.mkdir(parents=True)
    folder(event, ("part", {"a": anchor(CLOSED), "b": anchor(SHUT)}))
    run = ["batch", str(tmp_path / "archive"), "--workers", "1", "-q", "-o"]
    assert main([*run, str(tmp_path / "run")]) == 0
    told = pandas.read_parquet(tmp_path / "run" / "data" / "corrections")
    assert list(told["status"]) == ["applied"]
    (event / FILE).unlink()
    assert main([*run, str(tmp_path / "run")]) == 2


FORMS = {
    "nothing": "",
    "a note": "# my own\n",
    "lists": '[[article]] # one\nfile = "a.txt"\noutlet = "A"\n'
    '\n# of b\n[[article]]\nfile = "b.txt"\noutlet = "B"\n',
    "lists mixed": '[[article]]\nfile = "a.txt"\noutlet = "A"\n[[fact]]\n'
    'a.text = "x"\nname = "n"\n[[article]]\nfile = "b.txt"\n',
    "no line break at the end": '[[article]]\nfile = "a.txt"',
}  # fmt: skip
NEW: list[tuple[str, dict[str, object]]] = [
    ("article", {"file": "new.txt", "outlet": 'The "N" \\ \x7f'}),
    ("join", {"a": {"article": "x", "text": "q [[join]] w"}, "b": {"article": "y", "text": "é\n"}}),
    ("fact", {"a": {"article": "x", "text": "# no note"}, "drop": True}),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize("form", FORMS)
def test_a_file_written_by_hand_is_added_to_and_taken_from(
    tmp_path: Path, form: str, mark: str, ends: str
) -> None:
    """Entries come and go, the others and all comments stay."""
    path = tmp_path / FILE
    path.write_bytes((mark + FORMS[form].replace("\n", ends)).encode())
    before = read_corrections(path).entries
    add_entries(path, NEW)
    once = path.read_bytes()
    add_entries(path, NEW)
    assert path.read_bytes() == once
    after = read_corrections(path).entries
    assert {e.key for e in before} < {e.key for e in after}
    assert len(after) == len(before) + 3
    comments = re.findall(r"# [^\n]*", FORMS[form])
    assert all(comment in path.read_text(encoding="utf-8") for comment in comments)
    if ends in mark + FORMS[form].replace("\n", ends) and ends == "\r\n":
        assert "\n" not in path.read_bytes().decode().replace("\r\n", "")
    assert path.read_bytes().startswith(mark.encode())
    for entry in after[::-1]:
        if entry.key not in {e.key for e in before}:
            remove_entry(path, entry.key)
    left = read_corrections(path).entries
    assert sorted(e.place + e.key for e in left) == sorted(e.place + e.key for e in before)


def test_another_form_is_told_and_left_alone(tmp_path: Path) -> None:
    """A table that is no [[table]] is neither added to nor taken from."""
    path = tmp_path / FILE
    path.write_text('article = [{file = "a.txt"}]\n', encoding="utf-8")
    (entry,) = read_corrections(path).entries
    with pytest.raises(InputError, match="cannot be added to"):
        add_entries(path, NEW)
    with pytest.raises(InputError, match="cannot be taken out"):
        remove_entry(path, entry.key)
    assert path.read_text(encoding="utf-8") == 'article = [{file = "a.txt"}]\n'


def test_a_comment_above_the_next_entry_stays(tmp_path: Path) -> None:
    """It is about what follows it, not about what is taken out."""
    path = tmp_path / FILE
    path.write_text(FORMS["lists"], encoding="utf-8")
    remove_entry(path, read_corrections(path).entries[0].key)
    assert path.read_text() == '# of b\n[[article]]\nfile = "b.txt"\noutlet = "B"\n'


def test_an_entry_is_taken_out_once(tmp_path: Path) -> None:
    """By what it says, not by its number: one that is gone takes no other with it."""
    path = tmp_path / FILE
    add_entries(path, NEW)
    key = read_corrections(path).entries[0].key
    remove_entry(path, key)
    left = path.read_bytes()
    with pytest.raises(InputError, match="does not stand there any more"):
        remove_entry(path, key)
    assert path.read_bytes() == left


@pytest.mark.parametrize("value", ["", " ", "\t\n", "\u200b\u200b", "\xa0"])
def test_a_blank_name_drops_nothing(tmp_path: Path, value: str) -> None:
    """It is told as an entry that does not apply; the facts are what they were."""
    (tmp_path / "plain").mkdir()
    facts = compared(folder(tmp_path / "plain")).facts
    made = folder(tmp_path)
    entry = json.dumps(value)
    (made / FILE).write_text(f'[[fact]]\na = {{ text = "{CLOSED}" }}\nname = {entry}\n')
    made = compare_articles(read_articles([made / "gazette.txt", made / "herald.txt"]))
    assert [(c.status, c.note) for c in made.corrections] == [("does not apply", "name is blank")]
    assert [fact.text for fact in made.facts] == [fact.text for fact in facts]
    with pytest.raises(InputError, match="name is blank"):
        add_entries(tmp_path / "plain" / FILE, [("fact", {"a": anchor(CLOSED), "name": value})])


@pytest.mark.parametrize("what", ["a folder", "a pipe", "a link", "a large file"])
def test_a_file_that_is_none_is_told(tmp_path: Path, what: str) -> None:
    """Read or edited, it is an error with the file's name, and no wait."""
    path = tmp_path / FILE
    if what == "a folder":
        path.mkdir()
    elif what == "a pipe":
        os.mkfifo(path)
    elif what == "a link":
        (tmp_path / "away.toml").write_text("")
        path.symlink_to(tmp_path / "away.toml")
    else:
        path.write_text("#\n" * 600_000)
    if what != "a link":
        with pytest.raises(InputError, match=FILE):
            read_corrections(path)
    with pytest.raises(InputError, match=FILE):
        add_entries(path, NEW)
    if what == "a link":
        assert (tmp_path / "away.toml").read_text() == ""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Four processes put twenty entries each into one file: all eighty stand there."""
    path = tmp_path / FILE
    code = (
        "import sys; from pathlib import Path; from compare.correct import add_entries\n"
        "for n in range(20): add_entries(Path(sys.argv[1]), "
        "[('article', {'file': f'{sys.argv[2]}-{n}', 'outlet': 'A'})])"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(n)], cwd=REPO)
        for n in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0] * 4
    files = {entry.values["file"] for entry in read_corrections(path).entries}
    assert files == {f"{n}-{k}" for n in range(4) for k in range(20)}
