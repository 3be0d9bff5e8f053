"""Akismet as its clients see it: three addresses, plain text, always 200, and headers that say more."""

from urllib.parse import parse_qs

from tests.host_server import Reply

KEY = "0123456789ab"
THANKS = b"Thanks for making the web a better place."


def fields_of(received):
    return {name: values[-1] for name, values in parse_qs(received.body.decode()).items()}


def text(body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(headers={"content-type": "text/plain; charset=utf-8", **named}, body=body)


class FakeAkismet:
    """Knows the documented test author, asks for what is required, and remembers the feedback."""

    def __init__(self):
        self.feedback = []

    def __call__(self, received):
        fields = fields_of(received)
        key = fields.get("key") or fields.get("api_key")
        if key != KEY:
            return text(b"invalid", X_akismet_debug_help="We were unable to parse your blog URI")
        if received.path == "/1.1/verify-key":
            return text(b"valid")
        for name in ("blog", "user_ip"):
            if name not in fields:
                return text(f"Missing required field: {name}".encode())
        if received.path == "/1.1/comment-check":
            return text(b"true" if fields["comment_author"] == "akismet-guaranteed-spam" else b"false")
        if received.path in ("/1.1/submit-spam", "/1.1/submit-ham"):
            self.feedback.append((received.path.rpartition("-")[2], fields))
            return text(THANKS)
        return Reply(status=404)
