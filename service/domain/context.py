"""What a check may know beside the submission itself: prepared beforehand, so that checks stay pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.campaign import Spread
from service.domain.comment import Status
from service.domain.text import NormalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier comment on the same site with the very same text. `seconds` is how long before this one it came."""

    id: str
    status: Status
    page: str
    seconds: float
    same_author: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorHistory:
    """How this author's earlier comments on the site ended.

    `approved` are those that have stood for a day. `known_address`: such a one came from the same network, so the typed
    email is probably the author's own.
    """

    approved: int = 0
    rejected: int = 0
    spam: int = 0
    known_address: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The small world that checks see.

    `text` is the normal form of the body. `by_author` and `by_address` hold, for other comments of the last hour on
    this site, how many seconds before this one they came. `earlier` are its newest comments with the very same text.
    `page_age` is the time since the page's first comment, none where it is not known. `campaign` is there when comments
    with almost the same text came before.
    """

    now: datetime
    text: NormalText
    history: AuthorHistory = AuthorHistory()
    by_author: tuple[float, ...] = ()
    by_address: tuple[float, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    page_age: timedelta | None = None
    campaign: Spread | None = None
