"""Asks Akismet, or whoever speaks its protocol, and tells it when a moderator knows better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.question import Answer
from service.domain.sample import Label
from service.domain.site import Site
from service.domain.times import iso
from service.keyring import truncated
from workers import outbound as door
from workers.answers import require_success
from workers.judges import Inquiry

# The whole body that says that feedback was taken; anything else means that it was not.
THANKS = "Thanks for making the web a better place."
# The protocol's names for what we send under other names; the trap is the field of our form that only robots fill in.
_TRAP = "website_confirm"
_SHOWN_CHARACTERS = 200
_LONGEST_RECHECK_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The key, what the answers are worth in points, and what Akismet gets to know of the reader.

    `blog` is the site's address, by default its first origin. Akismet needs an address: without `send_address` it gets
    the first of the reader's /24 or /48. `test` keeps Akismet from learning.
    """

    key: str = field(repr=False)
    blog: str = ""
    url: str = "https://rest.akismet.com"
    spam_points: float = 3.5
    discard_points: float = 8.0
    ham_points: float = 0.0
    send_email: bool = False
    send_address: bool = False
    send_agent: bool = False
    test: bool = False

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("key is empty; write key_file or key_env, or remove the table to ask nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class AkismetJudge:
    """Akismet, for one site."""

    site: Site
    options: Options
    outbound: door.Outbound

    def ask(self, inquiry: Inquiry) -> Answer:
        """What Akismet takes the comment for. Whatever is not exactly one of its two answers is a failure."""
        fields = self._fields(inquiry)
        if inquiry.attempt > 1:
            # Without it the comment would count as a near-duplicate of itself.
            fields["recheck_reason"] = "recheck"
        told = _text(answer := self._taken("comment-check", fields, now=inquiry.now))
        if "x-akismet-error" in answer.headers or told not in ("true", "false"):
            raise _refused(answer)
        return self._spam(answer) if told == "true" else self._ham(answer)

    def tell(self, inquiry: Inquiry, truth: Label) -> None:
        """Send the same fields again, with what a moderator says that they are."""
        fields = self._fields(inquiry)
        if inquiry.said is not None:
            fields["comment_check_response"] = "true" if inquiry.said is Label.SPAM else "false"
        answer = self._taken(f"submit-{truth}", fields, now=inquiry.now)
        if _text(answer) != THANKS:
            raise _refused(answer)

    def problems(self) -> Sequence[str]:
        """Whether Akismet accepts the key for this site."""
        try:
            answer = self._post("verify-key", {"key": self.options.key, "blog": self._blog})
        except DeliveryFailed as failure:
            return [failure.message]
        return [] if (answer.status, _text(answer)) == (HTTPStatus.OK, "valid") else [_refused(answer).message]

    @property
    def _blog(self) -> str:
        return self.options.blog or self.site.origins[0]

    def _spam(self, answer: door.Answer) -> Answer:
        if answer.headers.get("x-akismet-pro-tip") == "discard":
            reason = "Akismet says that this is blatant spam."
            return Answer(points=self.options.discard_points, reason=reason, said=Label.SPAM)
        return Answer(points=self.options.spam_points, reason="Akismet says that this is spam.", said=Label.SPAM)

    def _ham(self, answer: door.Answer) -> Answer:
        reason = "Akismet has nothing against it."
        seconds = answer.headers.get("x-akismet-recheck-after", "").strip()
        again = None
        if seconds.isascii() and seconds.isdigit():
            again = timedelta(seconds=min(int(seconds[:6]), _LONGEST_RECHECK_SECONDS))
        return Answer(points=self.options.ham_points, reason=reason, said=Label.HAM, ask_again=again)

    def _taken(self, what: str, fields: Mapping[str, str], *, now: datetime) -> door.Answer:
        answer = self._post(what, fields)
        # Before anybody looks at it: the body of an error may well be `true`.
        require_success(answer, url=self._address(what), now=now)
        return answer

    def _post(self, what: str, fields: Mapping[str, str]) -> door.Answer:
        headers = {
            "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
            "user-agent": f"{door.AGENT} | {door.AGENT}",
        }
        # What cannot be UTF-8 is no reason to lose the comment.
        body = urlencode(fields, errors="replace").encode()
        return self.outbound.request("POST", self._address(what), headers=headers, body=body)

    def _address(self, what: str) -> str:
        return f"{self.options.url.rstrip('/')}/1.1/{what}"

    def _fields(self, inquiry: Inquiry) -> dict[str, str]:
        """The same for asking and for feedback: Akismet learns from exactly what it was asked about."""
        sent, options = inquiry.submission, self.options
        fields = {
            "api_key": options.key,
            "blog": self._blog,
            "blog_charset": "UTF-8",
            "user_ip": sent.address if options.send_address else truncated(sent.address),
            "user_agent": sent.agent if options.send_agent else "",
            "permalink": inquiry.comment.page,
            "comment_type": "reply" if sent.parent else "comment",
            "comment_parent": sent.parent or "",
            "comment_author": sent.name,
            "comment_author_email": sent.email if options.send_email else "",
            "comment_author_url": sent.url,
            "comment_content": sent.body,
            "comment_date_gmt": iso(inquiry.comment.received_at)[:19] + "Z",
            "comment_context": sent.title,
            "honeypot_field_name": _TRAP if sent.form.trap else "",
            _TRAP: sent.form.trap,
            "is_test": "1" if options.test else "",
        }
        return {name: value for name, value in fields.items() if value}


def build(site: Site, options: Options, outbound: door.Outbound) -> AkismetJudge:
    """Akismet as one site asks it."""
    return AkismetJudge(site=site, options=options, outbound=outbound)


def _text(answer: door.Answer) -> str:
    return answer.body.decode("utf-8", "replace")


def _refused(answer: door.Answer) -> DeliveryFailed:
    """An answer that is none of those we know, with whatever help Akismet sends along."""
    body = _text(answer)
    if body == "invalid":
        said = "Akismet does not accept the key for this site; correct `key_file`, and `blog` if the site has another."
    else:
        shown = " ".join(body[:_SHOWN_CHARACTERS].split()) or "nothing"
        said = f"Akismet answered neither true nor false, but: {shown}"
    help_ = [answer.headers[name][:_SHOWN_CHARACTERS] for name in _HELP if name in answer.headers]
    return DeliveryFailed(" ".join([said, *(f"({one})" for one in help_)]), failure=Failure.REFUSED)


_HELP = ("x-akismet-debug-help", "x-akismet-error", "x-akismet-alert-code", "x-akismet-alert-msg")
