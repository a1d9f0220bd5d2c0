"""The desk in a browser, by Flask and waitress; pages without scripts, one form per act.

Who may ask: on a loopback address, requests that name it as their host; elsewhere, those with the
token. Forms are taken from our own pages only.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    send_from_directory,
)

from ..corrections import Entry
from ..errors import CompareError, InputError, OptionError
from ..options import Options
from ..reading.files import MAX_BYTES
from .desk import KINDS, Desk

COOKIE = "compare_news"
MOST_PARTS = 200  # of one form
POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
THREADS = 16
DESK, TOKEN = "COMPARE_DESK", "COMPARE_TOKEN"
pages = Blueprint("pages", __name__)


def serve_folder(
    folder: str | Path,
    host: str = "127.0.0.1",
    port: int = 8765,
    token: str | None = None,
    options: Options | None = None,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted. A host that is no loopback address gets a token, if none is given.

    Raises InputError for a folder that is not there or an address that cannot be taken, OptionError
    for a host that is no address.
    """
    loopback = is_loopback(host)
    token = token or (None if loopback else secrets.token_urlsafe(24))
    app = make_app(folder, token=token, options=options)
    from waitress import create_server

    try:
        server = create_server(app, host=host, port=port, threads=THREADS, ident=None)
    except OSError as error:
        told = f"cannot be served at ({error.strerror})"
        raise InputError(f"{host}:{port}", told, "try another --port") from None
    shown = f"[{host}]" if ":" in host else host
    tell(f"http://{shown}:{server.effective_port}/" + (f"?token={token}" if token else ""))
    try:
        server.run()
    finally:
        server.close()


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone. OptionError for what is neither name nor address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise OptionError(f"--host wants an address such as 127.0.0.1, not {host!r}") from None


def make_app(
    folder: str | Path, *, token: str | None = None, options: Options | None = None
) -> Flask:
    """The WSGI application. token: what each request must carry; None: only loopback hosts."""
    app = Flask(__name__)
    app.config[DESK], app.config[TOKEN] = Desk(Path(folder), options), token
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BYTES + 1_000_000,
        MAX_FORM_MEMORY_SIZE=MAX_BYTES,
        MAX_FORM_PARTS=MOST_PARTS,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(pages)
    return app


def _desk() -> Desk:
    desk: Desk = current_app.config[DESK]
    return desk


@pages.before_app_request
def _guard() -> Any:
    token: str | None = current_app.config[TOKEN]
    if token is not None:
        given = request.args.get("token") or request.cookies.get(COOKIE) or ""
        if not hmac.compare_digest(given.encode(), token.encode()):
            return Response("the address that was printed at the start has the token\n", 401)
        if "token" in request.args:
            answer = redirect(request.path, 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
            return answer
    elif not _names_loopback(request.host):
        return Response("only this machine is served\n", 403)
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        return Response("forms are taken from this server's own pages only\n", 403)
    return None


def _names_loopback(host: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except (OptionError, ValueError):
        return False


@pages.after_app_request
def _close(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.app_errorhandler(413)
def _too_large(_: Exception) -> Any:
    return _page(f"larger than {MAX_BYTES // 1_000_000} MB, or too many files at once"), 413


def _page(problem: str = "") -> str:
    desk = _desk()
    entries: tuple[Entry, ...] = ()
    try:
        entries = desk.corrections().entries
    except InputError as error:
        problem = problem or str(error)
    articles = desk.comparison.articles if desk.comparison else ()
    return render_template(
        "desk.html",
        desk=desk,
        known={article.source: article for article in articles},
        files=[path.relative_to(desk.folder).as_posix() for path in desk.files()],
        entries=entries,
        kinds=",".join(KINDS),
        problem=problem or desk.problem,
    )


def _act(work: Callable[[], object], back: str = "/") -> Any:
    """Do it and go back; what cannot be done is told on the page."""
    try:
        work()
    except CompareError as error:
        return _page(str(error)), 422
    return redirect(back, 303)


@pages.get("/")
def _home() -> str:
    return _page()


@pages.post("/files")
def _add_files() -> Any:
    def work() -> None:
        for item in request.files.getlist("files"):
            _desk().add_file(item.filename or "", item.read(MAX_BYTES + 1))

    return _act(work)


@pages.post("/text")
def _add_text() -> Any:
    said = [request.form.get(name, "") for name in ("text", "outlet", "title", "published")]
    return _act(lambda: _desk().add_text(*said))


@pages.post("/remove")
def _remove() -> Any:
    return _act(lambda: _desk().remove_file(request.form.get("file", "")))


@pages.post("/compare")
def _compare() -> Any:
    return _act(_desk().start)


@pages.get("/correct")
def _correct() -> Any:
    made = _desk().comparison
    if made is None:
        return redirect("/", 303)
    texts = {sentence.id: sentence for sentence in made.sentences}
    return render_template("correct.html", desk=_desk(), made=made, texts=texts)


@pages.post("/correct/<act>")
def _correct_one(act: str) -> Any:
    form = request.form

    def work() -> None:
        _desk().revise(
            act, form.get("fact", ""), form.getlist("sentence"), form.get("value", "")[:200]
        )

    return _act(work, "/correct#" + form.get("fact", "")[:40])


@pages.post("/undo")
def _undo() -> Any:
    return _act(lambda: _desk().undo(request.form.get("place", "")))


@pages.get("/report/report.html")
def _report_page() -> Any:
    """The report as it lies in the folder, with the way back; it names its own policy."""
    try:
        page = (_desk().output / "report.html").read_text(encoding="utf-8")
    except OSError:
        return redirect("/", 303)
    back = '<p class="lead"><a href="/">Desk</a> · <a href="/correct">Correct by hand</a></p>'
    answer = Response(page.replace('<nav class="tabs"', back + '<nav class="tabs"', 1))
    answer.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return answer


@pages.get("/report/<path:name>")
def _report(name: str) -> Any:
    """A figure or table of the report; it may do nothing."""
    answer = send_from_directory(_desk().output.resolve(), name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
