"""The floor beside which everything is measured: Flask routes that do nothing, on the same server."""

import os
from pathlib import Path

from flask import Flask, Response, json, request

app = Flask(__name__)
_THREAD = Path(os.environ["BENCH_THREAD"]).read_bytes() if os.environ.get("BENCH_THREAD") else b"{}"


@app.post("/accept")
def accept() -> Response:
    """A 202 for whatever was sent, read and forgotten."""
    request.get_data()
    return Response(json.dumps({"id": "0" * 36, "status": "received"}), status=202, mimetype="application/json")


@app.get("/thread")
def thread() -> Response:
    """The bytes of a published thread, from memory."""
    return Response(_THREAD, mimetype="application/json")
