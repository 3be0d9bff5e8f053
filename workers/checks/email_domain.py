"""Notices addresses that were made to be thrown away."""

from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

# The best known; an owner who meets others names them in the options.
_DISPOSABLE = frozenset(
    "10minutemail.com 20minutemail.com burnermail.io discard.email dispostable.com emailondeck.com fakeinbox.com "
    "getairmail.com getnada.com grr.la guerrillamail.com guerrillamail.info guerrillamail.net guerrillamail.org "
    "mailcatch.com maildrop.cc mailinator.com mailinator.net mailnesia.com mintemail.com moakt.com mohmal.com "
    "mytemp.email sharklasers.com spam4.me spamgourmet.com temp-mail.io temp-mail.org tempail.com tempmail.com "
    "tempmailo.com tempr.email throwawaymail.com trash-mail.com trashmail.com trashmail.de wegwerfmail.de yopmail.com "
    "yopmail.fr yopmail.net".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`domains` are disposable too, `allow` are not; subdomains count with their domain."""

    domains: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    points: float = 1.0


def check(submission: Submission, _: Context, options: Options) -> Opinion | None:
    """Points for a disposable address. How random its first half looks is no evidence: honest people's do too."""
    labels = submission.email.rpartition("@")[2].casefold().rstrip(".").split(".")
    domains = {".".join(labels[at:]) for at in range(len(labels))}
    listed = domains & (_DISPOSABLE | {domain.casefold() for domain in options.domains})
    if not listed or domains & {domain.casefold() for domain in options.allow}:
        return None
    return Opinion(points=options.points, reason=f"The email is a throw-away address of {min(listed)}.")
