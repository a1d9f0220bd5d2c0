"""The desk in a browser, by Flask and waitress; pages without scripts, one form per act.

Only a browser of this machine may ask, and only our own pages may post; what cannot be done is told
on the page.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    redirect,
    render_template,
    request,
)
from werkzeug.exceptions import HTTPException

from ..corrections import Entry
from ..disk import tell_reason
from ..errors import CompareError, InputError
from ..options import Options
from ..reading.files import MAX_BYTES, Place
from .desk import KINDS, Desk
from .shown import StaleError

MOST_PARTS = 200  # of one form
MOST = MAX_BYTES + 1_000_000  # bytes of a request
POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
THREADS = 16
CONNECTIONS = 64  # at once; one that says nothing is closed after IDLE seconds
IDLE = 10
DESK = "COMPARE_DESK"
HOST = "127.0.0.1"
_OURS = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?", re.I)
pages = Blueprint("pages", __name__)


def serve_folder(
    folder: str | Path,
    port: int = 8765,
    options: Options | None = None,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted, to this machine alone.

    Raises InputError for a folder that is not there or a port that cannot be taken.
    """
    app = make_app(folder, options=options)
    from waitress import create_server

    try:
        server = create_server(
            app,
            host=HOST,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=MOST,
            max_request_header_size=65_536,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE,
            cleanup_interval=5,
        )
    except OSError as error:
        problem = f"cannot be served at ({error.strerror})"
        raise InputError(f"{HOST}:{port}", problem, "try another --port") from None
    tell(f"http://{HOST}:{server.effective_port}/")
    try:
        server.run()
    finally:
        server.close()


def make_app(folder: str | Path, *, options: Options | None = None) -> Flask:
    """The WSGI application."""
    app = Flask(__name__)
    app.config[DESK] = Desk(Path(folder), options)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST, MAX_FORM_MEMORY_SIZE=MAX_BYTES, MAX_FORM_PARTS=MOST_PARTS
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(pages)
    return app


def _get_desk() -> Desk:
    desk: Desk = current_app.config[DESK]
    return desk


@pages.before_app_request
def _check_request() -> Any:
    """A page elsewhere may give this machine a name of its own, or send a form of its own."""
    host, origin = request.headers.get("Host", ""), request.headers.get("Origin", "")
    problem = ""
    if not _OURS.fullmatch(host):
        problem = "only this machine is served"
    elif request.method not in {"GET", "HEAD"} and origin.lower() != f"http://{host.lower()}":
        problem = "forms are taken from this server's own pages only: open the page again"
    return Response(f"{problem}\n", 403, mimetype="text/plain") if problem else None


@pages.after_app_request
def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.app_errorhandler(Exception)
def _show_error(error: Exception) -> Any:
    """The desk's page with what is wrong, whatever it is."""
    if isinstance(error, CompareError):
        return _render_page(str(error)), 409 if isinstance(error, StaleError) else 422
    if isinstance(error, OSError):
        return _render_page(f"{_get_desk().name}: {tell_reason(error)}"), 422
    if isinstance(error, HTTPException):
        if error.code == 413:
            problem = f"larger than {MAX_BYTES // 1_000_000} MB, or too many files at once"
            return _render_page(problem), 413
        return error
    current_app.logger.exception("a fault of compare-news")
    return _render_page(f"this could not be done ({type(error).__name__})"), 500


def _render(template: str, **values: Any) -> bytes:
    """A page; a name that is no UTF-8 must not stop it."""
    return render_template(template, desk=_get_desk(), **values).encode("utf-8", "replace")


def _render_page(problem: str = "") -> bytes:
    """The desk's page; a folder that cannot be listed is shown as a problem, not as a fault."""
    desk = _get_desk()
    entries: tuple[Entry, ...] = ()
    files: list[Place] = []
    problems = [problem or desk.problem]
    try:
        files = desk.files()
        entries = desk.corrections().entries
    except InputError as error:
        problems.append(str(error))
    articles = desk.comparison.articles if desk.comparison else ()
    return _render(
        "desk.html",
        known={article.source: article for article in articles},
        files=files,
        entries=entries,
        kinds=",".join(KINDS),
        problems=list(dict.fromkeys(filter(None, problems))),
    )


@pages.get("/")
def _show_desk() -> bytes:
    return _render_page()


@pages.post("/files")
def _add_files() -> Any:
    for item in request.files.getlist("files"):
        _get_desk().add_file(item.filename or "", item.read(MAX_BYTES + 1))
    return redirect("/", 303)


@pages.post("/text")
def _add_text() -> Any:
    fields = [request.form.get(name, "") for name in ("text", "outlet", "title", "published")]
    _get_desk().add_text(*fields)
    return redirect("/", 303)


@pages.post("/remove")
def _remove_file() -> Any:
    _get_desk().remove_file(request.form.get("key", ""))
    return redirect("/", 303)


@pages.post("/compare")
def _start_comparison() -> Any:
    _get_desk().start()
    return redirect("/", 303)


@pages.get("/correct")
def _show_facts() -> Any:
    shown = _get_desk().shown
    if shown is None:
        return redirect("/", 303)
    return _render("correct.html", shown=shown, made=shown.made)


@pages.post("/correct/<act>")
def _correct_fact(act: str) -> Any:
    form = request.form
    number = form.get("fact", "")
    names, value = form.getlist("sentence"), form.get("value", "")[:200]
    _get_desk().revise(act, form.get("key", ""), number, names, value)
    here = f"#{number}" if re.fullmatch(r"fact-\d{1,6}", number) else ""
    return redirect(f"/correct{here}", 303)


@pages.post("/undo")
def _undo_entry() -> Any:
    _get_desk().undo(request.form.get("key", ""))
    return redirect("/", 303)


@pages.get("/report/report.html")
def _send_report() -> Any:
    """The report as it lies in the folder, with the way back; it names its own policy."""
    path = _get_desk().report_file("report.html")
    if path is None:
        return redirect("/", 303)
    page = path.read_text(encoding="utf-8")
    back = '<p class="lead"><a href="/">Desk</a> · <a href="/correct">Correct by hand</a></p>'
    answer = Response(page.replace('<nav class="tabs"', back + '<nav class="tabs"', 1))
    answer.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return answer


@pages.get("/report/<path:name>")
def _send_file(name: str) -> Any:
    """A figure or table of the report; it may do nothing."""
    path = _get_desk().report_file(name)
    if path is None:
        return Response("there is no such file in the report\n", 404, mimetype="text/plain")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    answer = Response(path.read_bytes(), mimetype=kind)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
