"""`compare-news serve`: a real server over a real folder, asked by its user and by strangers."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from events import SEEDS, write_event
from lxml.html import document_fromstring

pytest.importorskip("flask", reason="the extra [serve] is not installed")
from werkzeug.test import Client, TestResponse

from compare.corrections import FILE, read_corrections
from compare.errors import InputError
from compare.serve.app import DESK, make_app
from compare.serve.desk import OUTPUT, Desk
from compare.serve.shown import StaleError

TEXT = "A fire closed the harbour of Brackwater.\n\nFifteen people were hurt, the county said.\n"


def ask(folder: Path, **settings: Any) -> Client:
    return Client(make_app(folder, **settings))


HERE = "http://127.0.0.1:8765"


def post(client: Client, path: str, **values: Any) -> TestResponse:
    """As a browser sends the form of one of our pages."""
    return client.post(path, data=values, base_url=HERE, headers={"Origin": HERE})


def page(client: Client, path: str = "/") -> str:
    return client.get(path, base_url=HERE).text


def forms(text: str, action: str) -> list[dict[str, Any]]:
    """The fields of a page's forms for one act, with the whole address under "action"."""
    found = []
    for form in document_fromstring(text).iter("form"):
        if form.get("action").partition("?")[0] == action:
            fields: dict[str, Any] = {"action": form.get("action")}
            for item in form.iter("input"):
                fields.setdefault(item.get("name"), []).append(item.get("value"))
            found.append(fields)
    return found


def press(client: Client, form: dict[str, Any], **values: Any) -> TestResponse:
    """Send such a form, as it stood there."""
    fields = {**form, **values}
    return post(client, fields.pop("action"), **fields)


def made(folder: Path, **settings: Any) -> Client:
    """A desk whose comparison is made."""
    app = make_app(folder, **settings)
    app.config[DESK].start()
    finish(app.config[DESK])
    return Client(app)


def finish(desk: Desk) -> None:
    deadline = time.monotonic() + 300
    while desk.stage and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not desk.stage


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("harbour.txt", "harbour.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.TXT", "boot.txt"),
        ("/tmp/x/../../a b\n.txt", "a_b.txt"),
        (".txt", "article.txt"),
        ("CON.txt", "article_con.txt"),
        ("<img src=x onerror=alert(1)>.txt", "img_src_x_onerror_alert_1.txt"),
        ("a" * 400 + ".txt", "a" * 40 + ".txt"),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str, kept: str) -> None:
    """A file is kept under a name of our own making, whatever it was called."""
    inside = tmp_path / "inside"
    inside.mkdir()
    path = Desk(inside).add_file(name, TEXT.encode())
    assert path == inside / kept
    assert [p.name for p in tmp_path.iterdir()] == ["inside"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A second file of one name gets a name of its own."""
    desk = Desk(tmp_path)
    names = [desk.add_file("a.txt", f"{TEXT}\nVersion {n} of it.".encode()).name for n in range(3)]
    assert names == ["a.txt", "a_2.txt", "a_3.txt"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("virus.exe", b"MZ", "not a kind that is taken"),
        ("noname", b"text", "not a kind that is taken"),
        ("empty.txt", b"", "empty"),
        ("large.txt", b"a" * 20_000_001, "larger than"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG|binary|picture"),
    ],
)
def test_what_is_no_article_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    """It is told, and nothing of it stays."""
    with pytest.raises(InputError, match=problem):
        Desk(tmp_path).add_file(name, content)
    assert not list(tmp_path.iterdir())


def test_a_pasted_text_keeps_what_was_said_of_it(tmp_path: Path) -> None:
    """Outlet, headline and date go to corrections.toml, quotation marks and all."""
    path = Desk(tmp_path).add_text(TEXT, 'The "Daily" \\ Post', "Fire", "2024-10-02")
    values = read_corrections(tmp_path / FILE).article_values(path.name)
    assert values == {
        "outlet": 'The "Daily" \\ Post', "title": "Fire", "published": "2024-10-02"
    }  # fmt: skip
    with pytest.raises(InputError, match="the date"):
        Desk(tmp_path).add_text(TEXT, "Post", "", "soon")


def test_hostile_text_is_shown_as_text(desk_folder: Path) -> None:
    """Names and words of articles are escaped; the policy allows no script at all."""
    client = ask(desk_folder)
    answer = post(client, "/text", outlet="<script>alert(1)</script>", text=TEXT)
    assert answer.status_code == 303
    page = client.get("/", base_url="http://localhost:8765")
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_form_that_cannot_be_served_says_why(desk_folder: Path) -> None:
    """The page comes back with the reason, code 422; a huge upload with 413."""
    client = ask(desk_folder)
    bad = post(client, "/files", files=(BytesIO(b"MZ"), "virus.exe"))
    assert (bad.status_code, "not a kind that is taken" in bad.text) == (422, True)
    app = make_app(desk_folder)
    app.config["MAX_CONTENT_LENGTH"] = 5_000
    huge = post(Client(app), "/files", files=(BytesIO(bytes(9_000)), "a.txt"))
    assert (huge.status_code, "larger than" in huge.text) == (413, True)
    lost = post(client, "/remove", key="../../etc/passwd")
    assert (lost.status_code, "older than what is here" in lost.text) == (409, True)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1", "0.0.0.0:80"])
def test_only_this_machine_is_served(desk_folder: Path, host: str) -> None:
    """A page elsewhere cannot reach the desk by giving our address a name of its own."""
    assert ask(desk_folder).get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": ""},
        {"Origin": " "},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "http://127.0.0.1:port"},
        {"Origin": "127.0.0.1:8765"},
        {"Origin": "file://127.0.0.1:8765"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:8766"},
        {"Origin": "http://127.0.0.1:8765.evil.example"},
        {"Origin": "http://user@127.0.0.1:8765"},
        {"Origin": f"{HERE}, {HERE}"},
        {"Referer": f"{HERE}/"},
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_forms_of_other_pages_are_refused(
    desk_folder: Path, headers: dict[str, str], method: str
) -> None:
    """A page elsewhere cannot post, whatever it sends, or leaves out."""
    client = ask(desk_folder)
    answer = client.open("/compare", method=method, base_url=HERE, headers=headers)
    assert answer.status_code == 403


def test_forms_of_our_own_pages_are_taken(desk_folder: Path) -> None:
    """By their Origin, which browsers send with each form."""
    client = ask(desk_folder)
    for here in (HERE, HERE.replace("127.0.0.1", "LOCALHOST")):
        answer = client.post("/files", base_url=here, headers={"Origin": here})
        assert answer.status_code == 303


@pytest.mark.parametrize("name", ["../corrections.toml", "..%2f..%2fetc/passwd", "/etc/passwd"])
def test_the_report_gives_no_file_outside(desk_folder: Path, name: str) -> None:
    """No path of an address leaves the report's folder."""
    (desk_folder / FILE).write_text("")
    answer = ask(desk_folder).get(f"/report/{name}", base_url="http://127.0.0.1:8765")
    assert answer.status_code in (308, 404)


def test_corrections_are_made_and_undone(desk_folder: Path) -> None:
    """A sentence is taken out of its fact, the fact of the next comparison lacks it, and back."""
    (desk_folder / FILE).write_text("# my own note\n", encoding="utf-8")
    desk = Desk(desk_folder)
    assert desk.start()
    finish(desk)
    assert desk.comparison is not None
    fact = desk.comparison.facts[0]
    mine, other = fact.sentences[0], fact.sentences[-1]
    assert desk.shown is not None
    desk.revise("part", desk.shown.key, fact.id, [mine])
    desk.revise("name", desk.shown.key, fact.id, [], "The plan")
    desk.start()
    finish(desk)
    assert not any({mine, other} <= set(f.sentences) for f in desk.comparison.facts)
    while entries := desk.corrections().entries:
        desk.undo(entries[0].key)
    assert (desk_folder / FILE).read_text(encoding="utf-8").strip() == "# my own note"
    with pytest.raises(StaleError, match="nothing was changed"):
        desk.revise("drop", "an older key", "fact-1")


def test_one_comparison_runs_at_a_time(desk_folder: Path) -> None:
    """A second start is no second run; what fails is told and the desk stays open."""
    desk = Desk(desk_folder)
    assert [desk.start(), desk.start()] == [True, False]
    finish(desk)
    for path in desk_folder.glob("*.txt"):
        path.unlink()
    assert desk.start()
    finish(desk)
    assert desk.problem
    assert desk.comparison is not None


def test_an_article_taken_out_is_kept(desk_folder: Path) -> None:
    """It lies in the hidden folder, and is compared no more."""
    desk = Desk(desk_folder)
    place = desk.files()[0]
    name = place.source
    desk.remove_file(desk.file_key(place))
    assert name not in {place.source for place in desk.files()}
    assert (desk_folder / OUTPUT / "removed" / name).is_file()


def test_sixteen_requests_at_once_are_answered(server: str) -> None:
    """Also while a comparison runs, and a client that says nothing holds up nobody."""
    hit = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", server)
    assert hit
    port = int(hit[1])
    silent = socket.create_connection(("127.0.0.1", port))
    barrier = threading.Barrier(16)

    def get(number: int) -> int:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            barrier.wait()
            if number:
                connection.request("GET", "/")
            else:
                connection.request("POST", "/compare", headers={"Origin": server[:-1]})
            return connection.getresponse().status

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(get, range(16))) == [200] * 15 + [303]
    silent.close()


def read_head(answer: socket.socket) -> bytes:
    """What a server says before it closes the line, or in ten seconds."""
    answer.settimeout(10)
    parts = []
    with suppress(OSError):
        while part := answer.recv(65_536):
            parts.append(part)
            if b"\r\n\r\n" in b"".join(parts):
                break
    return b"".join(parts)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Host: {here}\r\nOrigin: http://{here}\r\nContent-Length: 600000000", 413),
        ("Host: {here}\r\nX: " + "x" * 70_000, 431),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_read(server: str, head: str, code: int) -> None:
    """The answer comes while nothing but the headers has been sent."""
    here = server.removeprefix("http://").rstrip("/")
    port = int(here.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"POST /files HTTP/1.1\r\n{head.format(here=here)}\r\n\r\n".encode())
        assert read_head(line)[8:].startswith(f" {code} ".encode())


STRANGE = ["/%0d%0aSet-Cookie:x=1", "/%ff%fe", "//%0d%0aX", "/report/%00", "/report/%0d%0a",
           "/correct/%0d%0aX", "/static/..%2f..%2fapp.py", "/report//etc/passwd", "/" + "a" * 9_000,
           "/?x=%0d%0a", "/correct/drop%00", "/\u20ac"]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strange_addresses_are_answered(desk_folder: Path, method: str) -> None:
    """Line breaks, bytes that are no UTF-8, ways out: no fault, no header that is not ours."""
    client = ask(desk_folder)
    for path in STRANGE:
        answer = client.open(path, method=method, base_url=HERE, headers={"Origin": HERE})
        assert answer.status_code < 500, path
        assert not any("\n" in value or name == "X" for name, value in answer.headers)
        assert "root:" not in answer.text


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/undo", {"place": "nosuch 1"}),
        ("/undo", {"key": "9" * 5_000, "seen": "9" * 5_000}),
        ("/undo", {}),
        ("/remove", {}),
        ("/remove", {"key": "\r\n", "seen": "<script>"}),
        ("/correct/drop", {"fact": "fact-1\r\nX: 1", "key": "\ufffd"}),
        ("/correct/part", {"sentence": ["a", "b"]}),
        ("/correct/nosuch", {"key": "x"}),
        ("/correct/contrast", {"value": "number"}),
        ("/text", {}),
        ("/text", {"text": TEXT, "published": "9" * 5_000}),
        ("/files", {}),
        ("/files", {"files": "no file"}),
    ],
)
def test_forms_of_nonsense_are_answered_in_words(
    desk_folder: Path, path: str, values: dict[str, Any]
) -> None:
    """What is not there cannot be undone, taken out or corrected; the page says so."""
    client = ask(desk_folder)
    answer = post(client, path, **values)
    assert answer.status_code in {303, 409, 422}
    assert "<script>" not in answer.text
    assert page(client)


def broken(folder: Path, how: str) -> None:
    """Something under the desk's folder that a desk should not fall over."""
    if how == "gone":
        shutil.rmtree(folder)
    elif how == "a file":
        shutil.rmtree(folder)
        folder.write_text("")
    elif how.startswith("corrections"):
        path = folder / FILE
        if how.endswith("folder"):
            path.mkdir()
        elif how.endswith("pipe"):
            os.mkfifo(path)
        elif how.endswith("bytes"):
            path.write_bytes(b"\xff\xfe")
        else:
            path.symlink_to("nowhere")
    elif how == "a name that is no UTF-8":
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text(TEXT)
    elif how == "a link to itself":
        (folder / "self.txt").symlink_to("self.txt")
    elif how == "a pipe among the articles":
        os.mkfifo(folder / "pipe.txt")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("gone", "is gone"),
        ("a file", "is no folder any more"),
        ("corrections: a folder", "corrections.toml: not a plain file"),
        ("corrections: a pipe", "corrections.toml: not a plain file"),
        ("corrections: bytes", "corrections.toml: is not valid TOML"),
        ("corrections: a link", "corrections.toml: a link to nothing"),
        ("a name that is no UTF-8", "Take out"),
        ("a link to itself", "self.txt"),
        ("a pipe among the articles", "pipe.txt"),
    ],
)
def test_a_folder_that_went_wrong_is_told(tmp_path: Path, how: str, words: str) -> None:
    """Each page and each act is answered, without a fault and without a wait."""
    folder = write_event(tmp_path / "desk")
    app = make_app(folder)
    client = Client(app)
    broken(folder, how)
    assert words in page(client)
    for path in ("/correct", "/report/report.html", "/report/tables/facts.csv"):
        assert client.get(path, base_url=HERE).status_code < 500
    sent = [
        post(client, "/files", files=(BytesIO(TEXT.encode()), "new.txt")),
        post(client, "/text", outlet="Post", text=TEXT),
        post(client, "/undo", key="x"),
        post(client, "/remove", key="x"),
        post(client, "/compare"),
    ]
    assert all(answer.status_code < 500 for answer in sent)
    finish(app.config[DESK])
    assert page(client)


def test_a_file_with_any_name_can_be_taken_out(desk_folder: Path) -> None:
    """Also one whose name is no UTF-8."""
    broken(desk_folder, "a name that is no UTF-8")
    client = ask(desk_folder)
    while listed := forms(page(client), "/remove"):
        assert press(client, listed[0]).status_code == 303
    assert len(list((desk_folder / OUTPUT / "removed").iterdir())) == 3


def test_a_page_that_cannot_be_read_does_not_stay(desk_folder: Path) -> None:
    """Whatever goes wrong while it is cleaned: refused in words, and the folder is as it was."""
    deep = "<div>" * 30_000 + f"<p>{TEXT}</p>"
    author: Any = "x"
    for _ in range(400):
        author = [author]
    data = json.dumps({"@type": "NewsArticle", "author": author})
    nested = (
        f'<script type="application/ld+json">{data}</script><article><p>{TEXT * 9}</p></article>'
    )
    before = sorted(desk_folder.iterdir())
    for text in (deep, nested):
        client = ask(desk_folder)
        html = f"<html><body>{text}</body></html>".encode()
        answer = post(client, "/files", files=(BytesIO(html), "deep.html"))
        assert answer.status_code in {303, 422}
        if answer.status_code == 422:
            assert sorted(desk_folder.iterdir()) == before
        else:
            assert press(client, forms(page(client), "/remove")[-1]).status_code == 303


@pytest.mark.parametrize("link", [OUTPUT, f"{OUTPUT}/removed", f"{OUTPUT}/tables"])
def test_no_link_leads_the_desk_out_of_its_folder(tmp_path: Path, link: str) -> None:
    """Nothing is written, and nothing served, through a link in the hidden folder."""
    away, folder = tmp_path / "away", write_event(tmp_path / "desk")
    away.mkdir()
    (away / "secret.txt").write_text("secret")
    desk = Desk(folder)
    app = make_app(folder)
    client = Client(app)
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(away)
    if link == OUTPUT:
        with pytest.raises(InputError, match="is a link"):
            make_app(folder)
    with suppress(InputError):
        desk.remove_file(desk.file_key(desk.files()[0]))
    post(client, "/compare")
    finish(app.config[DESK])
    for name in ("secret.txt", "tables/secret.txt", "removed/secret.txt", "../secret.txt"):
        assert "secret" not in client.get(f"/report/{name}", base_url=HERE).text
    assert [path.name for path in away.iterdir()] == ["secret.txt"]


def test_only_files_of_the_report_are_served(desk_folder: Path) -> None:
    """What else lies in the hidden folder, links too, is not."""
    client = made(desk_folder)
    output = desk_folder / OUTPUT
    (output / "mine.txt").write_text("mine")
    (output / "brief.md").unlink()
    (output / "brief.md").symlink_to("/etc/passwd")
    codes = {
        name: client.get(f"/report/{name}", base_url=HERE).status_code
        for name in ("mine.txt", "brief.md", ".made-by-compare-news.json", "tables/facts.csv")
    }
    assert codes == {
        "mine.txt": 404, "brief.md": 404, ".made-by-compare-news.json": 404, "tables/facts.csv": 200
    }  # fmt: skip


def test_a_tab_of_an_older_comparison_drops_no_other_fact(desk_folder: Path) -> None:
    """Numbers mean other facts after the next comparison: its forms are refused."""
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, desk_folder)
    client = made(desk_folder)
    desk: Desk = client.application.config[DESK]
    old = forms(page(client, "/correct"), "/correct/drop")
    assert len(old) >= 2
    assert desk.comparison is not None
    first = desk.comparison.facts[0].title
    assert press(client, old[0]).status_code == 303
    desk.start()
    finish(desk)
    assert first not in [fact.title for fact in desk.comparison.facts]
    stale = press(client, old[1])
    assert (stale.status_code, "older than what is here" in stale.text) == (409, True)
    assert len(desk.corrections().entries) == 1
    assert press(client, forms(page(client, "/correct"), "/correct/drop")[0]).status_code == 303


def test_undo_takes_out_what_it_showed_and_that_once(desk_folder: Path) -> None:
    """Pressed twice, or in a tab that is older, it takes no other entry."""
    (desk_folder / FILE).write_text(
        "".join(f'[[article]]\nfile = "{n}.txt"\noutlet = "{n}"\n' for n in "abc")
    )
    client = ask(desk_folder)
    old = forms(page(client), "/undo")
    assert press(client, old[0]).status_code == 303
    again = press(client, old[0])
    assert again.status_code == 409
    assert press(client, old[2]).status_code == 303
    left = [entry.values["file"] for entry in read_corrections(desk_folder / FILE).entries]
    assert left == ["b.txt"]


def test_a_file_that_was_replaced_is_not_taken_out_by_an_older_tab(desk_folder: Path) -> None:
    """The name is the same, the article is not."""
    client = ask(desk_folder)
    old = forms(page(client), "/remove")[0]
    place = Desk(desk_folder).files()[0].path
    place.write_text(TEXT * 3)
    answer = press(client, old)
    assert (answer.status_code, place.exists()) == (409, True)


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\t\r\n"])
def test_a_blank_name_is_refused(desk_folder: Path, name: str) -> None:
    """It would say nothing; the fact stays as it is."""
    client = made(desk_folder)
    (form, *_) = forms(page(client, "/correct"), "/correct/name")
    answer = press(client, form, value=[name])
    assert (answer.status_code, "is blank" in answer.text) == (422, True)
    assert not (desk_folder / FILE).exists()


def test_two_servers_on_one_folder_lose_nothing(desk_folder: Path) -> None:
    """Texts and corrections that come to both at once are all kept."""
    clients = [ask(desk_folder), ask(desk_folder)]

    def add(number: int) -> int:
        text = f"{TEXT}\nShip number {number} waits outside.\n"
        return post(
            clients[number % 2], "/text", outlet="Post", title=f"T {number}", text=text
        ).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(add, range(40))) == {303}
    assert len(list(desk_folder.glob("post*.txt"))) == 40
    entries = read_corrections(desk_folder / FILE).entries
    assert {entry.values["title"] for entry in entries} == {f"T {n}" for n in range(40)}


def test_the_desk_keeps_a_file_written_by_hand(desk_folder: Path) -> None:
    """Entries under [[article]] and comments stay; a table in another form is told, and left."""
    name = sorted(path.name for path in desk_folder.glob("*.txt"))[0]
    own = f'# mine\n[[article]]\nfile = "{name}" # note\noutlet = "A"\n'
    (desk_folder / FILE).write_text(own)
    client = ask(desk_folder)
    assert post(client, "/text", outlet="Post", text=TEXT).status_code == 303
    entries = read_corrections(desk_folder / FILE).entries
    assert [entry.values["outlet"] for entry in entries] == ["A", "Post"]
    assert (desk_folder / FILE).read_text().startswith(own)
    single = own.replace("[[article]]", "[article]")
    (desk_folder / FILE).write_text(single)
    files = sorted(desk_folder.glob("*.txt"))
    assert post(client, "/text", outlet="Mail", text=TEXT * 2).status_code == 422
    assert sorted(desk_folder.glob("*.txt")) == files
    assert (desk_folder / FILE).read_text() == single
