"""`compare-news serve`: a real server over a real folder, asked by its user and by strangers."""

from __future__ import annotations

import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("flask", reason="the extra [serve] is not installed")
from werkzeug.test import Client, TestResponse

from compare.corrections import FILE, read_corrections
from compare.errors import InputError, OptionError
from compare.serve import make_app
from compare.serve.app import is_loopback
from compare.serve.desk import OUTPUT, Desk

TEXT = "A fire closed the harbour of Brackwater.\n\nFifteen people were hurt, the county said.\n"


def ask(folder: Path, **settings: Any) -> Client:
    return Client(make_app(folder, **settings))


def post(client: Client, path: str, **values: Any) -> TestResponse:
    return client.post(path, data=values, base_url="http://127.0.0.1:8765")


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
    lost = post(client, "/remove", file="../../etc/passwd")
    assert (lost.status_code, "there is no such article" in lost.text) == (422, True)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[::1", "0.0.0.0:80"])
def test_only_this_machine_is_served(desk_folder: Path, host: str) -> None:
    """A page elsewhere cannot reach the desk by giving our address a name of its own."""
    assert ask(desk_folder).get("/", headers={"Host": host}).status_code == 403


def test_forms_of_other_pages_are_refused(desk_folder: Path) -> None:
    """A page elsewhere cannot post, whatever it sends."""
    answer = ask(desk_folder).post(
        "/compare", base_url="http://127.0.0.1:8765", headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_anything_but_loopback_wants_the_token(desk_folder: Path) -> None:
    """Without it nothing is shown; with it the browser gets a cookie and a clean address."""
    client = ask(desk_folder, token="secret")
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    first = client.get("/?token=secret")
    assert (first.status_code, first.headers["Location"]) == (303, "/")
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert client.get("/").status_code == 200


def test_hosts_are_addresses() -> None:
    """A name that may lead anywhere is refused."""
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0")] == [
        True, True, True, False
    ]  # fmt: skip
    with pytest.raises(OptionError):
        is_loopback("example.org")


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
    desk.revise("part", fact.id, [mine])
    desk.revise("name", fact.id, [], "The plan")
    desk.start()
    finish(desk)
    assert not any({mine, other} <= set(f.sentences) for f in desk.comparison.facts)
    while entries := desk.corrections().entries:
        desk.undo(entries[0].place)
    assert (desk_folder / FILE).read_text(encoding="utf-8").strip() == "# my own note"
    with pytest.raises(InputError, match="older comparison"):
        desk.revise("drop", "fact-999", [])


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
    name = desk.files()[0].name
    desk.remove_file(name)
    assert name not in {path.name for path in desk.files()}
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
            connection.request("POST" if number == 0 else "GET", "/compare" if number == 0 else "/")
            return connection.getresponse().status

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(get, range(16))) == [200] * 15 + [303]
    silent.close()
