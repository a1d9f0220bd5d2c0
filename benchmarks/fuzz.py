"""Fuzzing: whatever bytes come in, a result or a CompareError comes out, and soon.

    python -m benchmarks.fuzz [TARGET ...] [--seconds N]     (default: all, 60 s each)

Guided by coverage (atheris, libFuzzer) where `pip install atheris` is done; else by mutations of
the tests' own cases, and it says so. What fails is kept in tests/cases/fuzz/TARGET-DIGEST, which
`tests/test_fuzz.py` replays for ever, beside a few mutations of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import pkgutil
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

REPO = Path(__file__).parents[1]
KEPT = REPO / "tests" / "cases" / "fuzz"
SLOWEST = 5.0  # seconds for one input of a few kB
LONGEST = 4096  # bytes of one input
LANGUAGES = ("de", "fr", "es", "pt", "it", "ru", "tr", "ar", "zh", "ja", "fa", "xx")
PIECES = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n", b"\n\n", b'"', b"\\", b"]]"),
    *(
        b"9" * 5000,
        b"2025-02-31",
        b"99999999999 million",
        b"1e999",
        b"May 32, 2025",
        b"\xe2\x80\x8b",
    ),
    *(b"<p>", b"<!--", b"<![CDATA[", b"&#0;", b"&#xd800;", b"[[join]]\n", b"{", b"[", b"'''", b"="),
    *(
        b"file,outlet\n",
        b"outlet,text\n",
        b'{"text": "a"}\n',
        b"../x",
        b"a.txt",
        b"1979-05-27T25:61",
    ),
    *("“".encode(), "”".encode(), "。".encode(), "İ".encode(), "ﬁ".encode(), "٣".encode(), b"Mr. "),
    *("3. März ".encode(), "1\u00a0234,5 Mio. ".encode(), "3万5000".encode(), "%٣٤".encode()),
    *("ı".encode(), "ſ".encode(), "\u212a".encode(), b"3 KASIM 2024 ", "mılli".encode()),
    *("2024年13月32日".encode(), b"30 de febrero de 2024", "»".encode(), "「".encode()),
    *(b"half a dozen", b"last year", b"two years ago", b"9999-12-31", b"between 1 and $2 bn "),
]


def text_of(raw: bytes) -> str:
    """Bytes as text that may hold anything, lone surrogates too."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def inside(text: str, spans: Iterator[tuple[int, int]]) -> None:
    """Spans lie in the text."""
    for start, end in spans:
        assert 0 <= start < end <= len(text), (start, end)


def fuzz_dump(raw: bytes) -> None:
    """A pasted text."""
    from compare.reading.decoding import decode_text
    from compare.reading.paste import clean_paste

    clean_paste(decode_text(raw, "a.txt"), "a.txt")


def fuzz_html(raw: bytes) -> None:
    """A page."""
    from compare.reading.html import read_html

    read_html(raw, "a.html")


def fuzz_rows(raw: bytes) -> None:
    """A table in each of its forms."""
    from compare.errors import CompareError
    from compare.reading.tables.files import TABLES
    from compare.reading.tables.rows import read_rows

    for suffix in TABLES:
        try:
            read_rows(raw, f"t{suffix}", {})
        except CompareError:
            continue


def fuzz_manifest(raw: bytes) -> None:
    """articles.csv: no file outside its folder is ever named."""
    from compare.reading.files import Place
    from compare.reading.overrides import read_manifest

    folder = _make_folder()
    path = folder / "articles.csv"
    path.write_bytes(raw)
    for listed in read_manifest(Place(path, folder, path.name, True), []) or ():
        assert folder in listed.resolve().parents


def fuzz_corrections(raw: bytes) -> None:
    """corrections.toml."""
    from compare.corrections import read_corrections

    path = _make_folder() / "corrections.toml"
    path.write_bytes(raw)
    _ = read_corrections(path).signature


def fuzz_sentences(raw: bytes) -> None:
    """Sentences: in order, apart, and all that is not white space is in one."""
    from compare.text.sentences import split_sentences

    text = text_of(raw)
    spans = split_sentences(text)
    inside(text, iter(spans))
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    manifest = "".join(text[start:end] for start, end in spans)
    assert re.sub(r"\s", "", manifest) == re.sub(r"\s", "", text)


def fuzz_numbers(raw: bytes, language: str = "en") -> None:
    """Quantities: low is no more than high."""
    from compare.text.numbers import find_numbers

    text = text_of(raw)
    found = find_numbers(text, language)
    inside(text, ((one.start, one.end) for one in found))
    assert all(one.low <= one.high for one in found)


def fuzz_dates(raw: bytes, language: str = "en") -> None:
    """Dates, and fields of dates."""
    from compare.reading.published import iso_published
    from compare.text.dates import find_dates

    text = text_of(raw)
    for day in (None, "2025-03-04", "9999-12-31", "0001-01-01"):
        found = find_dates(text, language, day)
        inside(text, ((one.start, one.end) for one in found))
        assert all((one.low or "") <= (one.high or "") for one in found)
    iso_published(text)


def fuzz_languages(raw: bytes) -> None:
    """Sentences, quantities, days and quotations of other languages; the first byte names one.

    Days and authors of their pages too.
    """
    from compare.reading.furniture.bylines import read_local_byline
    from compare.reading.published import find_page_dates
    from compare.text.quotes import find_quotes
    from compare.text.sentences import split_sentences

    language, text = LANGUAGES[(raw[:1] or b"a")[0] % len(LANGUAGES)], text_of(raw[1:])
    inside(text, split_sentences(text, language))
    fuzz_numbers(raw[1:], language)
    fuzz_dates(raw[1:], language)
    inside(text, ((q.start, q.end) for q in find_quotes(text, language)))
    find_page_dates(text, foreign=True)
    for line in text.splitlines():
        read_local_byline(line)


def fuzz_quotes(raw: bytes) -> None:
    """Quotations, names, hedges, credits."""
    from compare.text.credits import find_credits
    from compare.text.hedges import find_hedges
    from compare.text.names import find_names
    from compare.text.quotes import find_quotes

    text = text_of(raw)
    inside(text, ((q.start, q.end) for q in find_quotes(text)))
    inside(text, ((n.start, n.end) for n in find_names(text)))
    inside(text, find_hedges(text))
    find_credits(text, text)


def fuzz_compare(raw: bytes) -> None:
    """The whole way, of two articles in a language that the first byte names."""
    from compare import Article, compare_articles, render_report, to_tables

    language = (*LANGUAGES, "en", None)[(raw[:1] or b"a")[0] % (len(LANGUAGES) + 2)]
    text = text_of(raw[1:])
    sides = (text, text[len(text) // 3 :] + text[: len(text) // 2])
    articles = [
        Article(name, name, side.partition("\n")[0], side, "2025-03-04", language=language)
        for name, side in zip("ab", sides, strict=True)
    ]
    comparison = compare_articles(articles)
    for form in ("html", "md", "json", "brief"):
        render_report(comparison, form)
    to_tables(comparison)


def _make_folder() -> Path:
    place = Path(tempfile.gettempdir()) / "compare-news-fuzz"
    place.mkdir(exist_ok=True)
    (place / "a.txt").touch()
    return place


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): value
    for name, value in list(globals().items())
    if name.startswith("fuzz_")
}


def try_one(name: str, raw: bytes) -> None:
    """One input: an AssertionError, or any error but a CompareError, is a find; so is slowness."""
    from compare.errors import CompareError

    began = time.perf_counter()
    with suppress(CompareError):
        TARGETS[name](raw)
    passed = time.perf_counter() - began
    assert passed < SLOWEST, f"{passed:.1f} s"


def seeds() -> list[bytes]:
    """What mutations begin with: the tests' cases and the seeds of the repository."""
    files = [*(REPO / "tests" / "cases").glob("*.json"), *(REPO / "seeds").rglob("*.*")]
    lines = [line for file in sorted(files) for line in file.read_bytes().split(b"\n\n")]
    short_lines = [line[:LONGEST] for line in lines if line.strip()]
    return [
        *short_lines,
        *(line for text in short_lines for line in text.split(b"\n")[:20] if line.strip()),
    ]


def mutated(chance: random.Random, corpus: list[bytes]) -> bytes:
    """A case with up to eight pieces put in, cut, doubled, or bytes changed."""
    raw = bytearray(chance.choice(corpus))
    for _ in range(chance.randint(1, 8)):
        at, way = chance.randint(0, len(raw)), chance.randint(0, 4)
        if way == 0:
            raw[at:at] = chance.choice(PIECES)
        elif way == 1:
            del raw[at : at + chance.randint(1, 40)]
        elif way == 2:
            raw[at : at + 1] = bytes([chance.randint(0, 255)])
        elif way == 3:
            raw[at:at] = raw[at : at + 30] * chance.randint(1, 20)
        else:
            raw[at:at] = chance.choice(corpus)[: chance.randint(1, 200)]
    return bytes(raw[:LONGEST])


def keep(name: str, raw: bytes) -> Path:
    """A find, kept for ever."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{name}-{hashlib.sha1(raw).hexdigest()[:10]}"
    path.write_bytes(raw)
    return path


def mutate(name: str, seed: int) -> Iterator[tuple[bytes, str] | None]:
    """An input after the other, without end: what failed and how, or None."""
    chance, corpus = random.Random(f"{name}{seed}"), seeds()
    while True:
        raw = mutated(chance, corpus)
        try:
            try_one(name, raw)
        except Exception as error:
            yield raw, f"{type(error).__name__}: {str(error)[:60]}"
        else:
            yield None


def _run_guided(name: str) -> None:
    """The process that libFuzzer takes over: it ends at its first find, which it keeps."""
    import atheris

    with atheris.instrument_imports(include=["compare"]):
        import compare.corrections
        import compare.reading
        import compare.text

        for room in (compare.reading, compare.text):  # what is loaded later is not followed
            for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
                importlib.import_module(found.name)
    atheris.Setup([sys.argv[0], *sys.argv[3:]], lambda raw: try_one(name, raw))
    atheris.Fuzz()


def guide(name: str, seconds: int) -> str:
    """Run one target under atheris; its last line of figures."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, raw in enumerate(seeds()):
            (Path(corpus) / str(number)).write_bytes(raw)
        limits = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20")
        process = subprocess.run(
            [sys.executable, "-m", "benchmarks.fuzz", "--guided", name, *limits,
             "-rss_limit_mb=4096", f"-artifact_prefix={KEPT}/{name}-", corpus],
            cwd=REPO, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
    output = process.stderr.splitlines()
    tried = [line for line in output if re.match(r"#\d|Done", line)][-1:]
    finds = [line for line in output if re.search(r"Error|ERROR|Exception|timeout|crash-", line)]
    return " | ".join([*tried, *(finds[-3:] or ["0 finds"])])[:600]


def main() -> int:
    """Prints a line for each target."""
    if sys.argv[1:2] == ["--guided"]:
        _run_guided(sys.argv[2])
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    guided = importlib.util.find_spec("atheris") is not None
    print("guided by coverage (atheris)" if guided else "mutations alone: atheris is not installed")
    for name in arguments.targets:
        if guided:
            print(f"{name}: {guide(name, arguments.seconds)}", flush=True)
            continue
        tried, found, end = 0, dict[str, bytes](), time.monotonic() + arguments.seconds
        for find in mutate(name, seed=int(time.time())):
            tried += 1
            if find:  # each kind of failure once
                found.setdefault(find[1], find[0])
            if time.monotonic() > end:
                break
        print(f"{name}: {tried} inputs, {len(found)} finds", flush=True)
        for message, raw in found.items():
            print(f"  {keep(name, raw).name}: {message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
