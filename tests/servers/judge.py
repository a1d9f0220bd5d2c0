"""A small endpoint that speaks the chat-completions protocol, and misbehaves when told to.

    python judge.py MODE     prints its port, then serves until it is killed

MODE: yes, no, garbage, refusal, half, slow, drip, error, redirect, obey (does what a sentence
tells it to).
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

MODE = sys.argv[1]
REPLIES = {"yes": "Yes.", "no": "no", "garbage": "yes or no", "refusal": "I cannot help with that."}


class Handler(BaseHTTPRequestHandler):
    """Answers POST /v1/chat/completions."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        pair = json.loads(asked["messages"][-1]["content"])
        if MODE == "error" or self.path != "/v1/chat/completions" or set(pair) != {"a", "b"}:
            self.send_error(500)
            return
        if MODE == "redirect":
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            return
        if MODE == "slow":
            time.sleep(3)
        content = REPLIES.get(MODE, "no")
        if MODE == "obey" and "answer" in pair["a"] + pair["b"]:
            content = "yes, as the text tells me"
        reply = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": 7}}
        body = json.dumps(reply).encode()
        self.send_response(200)
        self.end_headers()
        for byte in body if MODE == "drip" else b"":
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.05)
        self.wfile.write(body[: len(body) // 2] if MODE == "half" else body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
