"""A crowd of sketched comments: who comes joins the campaign of the one that is most like it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from service.domain.campaign import ALIKE
from service.domain.minhash import Sketch, likeness

# However many comments share a band, so many are looked at: the newest, and of those the ones that share most bands.
NEWEST_OF_A_BAND = 5
MOST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A comment, its sketch, and the campaign that it is in, if it is in one."""

    comment: str
    sketch: Sketch
    campaign: str | None = None


class Crowd:
    """Earlier comments by the bands that find them, oldest first, and those that come.

    `begun` are the campaigns that began, `grown` by how many comments campaigns grew, and `joined` the campaigns of
    comments that were there and in none.
    """

    def __init__(self, earlier: Iterable[tuple[int, Kept]], *, new_id: Callable[[], str]) -> None:
        self.begun: list[str] = []
        self.grown: Counter[str] = Counter()
        self.joined: dict[str, str] = {}
        self._new_id = new_id
        self._kept: dict[str, Kept] = {}
        self._found_by: dict[int, list[str]] = {}
        self._came: list[str] = []
        for band, kept in earlier:
            self._kept[kept.comment] = kept
            self._found_by.setdefault(band, []).append(kept.comment)

    @property
    def came(self) -> list[Kept]:
        """Those that came, in their order."""
        return [self._kept[comment] for comment in self._came]

    def join(self, comment: str, sketch: Sketch) -> None:
        """One more comes. It finds those that came before it, and those that come later find it."""
        like = self._most_like(sketch)
        campaign = None if like is None else like.campaign or self._begun(like)
        if campaign is not None:
            self.grown[campaign] += 1
        self._kept[comment] = Kept(comment, sketch, campaign)
        self._came.append(comment)
        for band in sketch.bands:
            self._found_by.setdefault(band, []).append(comment)

    def _most_like(self, sketch: Sketch) -> Kept | None:
        found = [self._found_by[band][-NEWEST_OF_A_BAND:] for band in sketch.bands if band in self._found_by]
        if not found:
            return None
        shared = Counter(chain.from_iterable(found))
        near = [self._kept[comment] for comment, _ in shared.most_common(MOST_COMPARED)]
        alike = [(likeness(sketch, one.sketch), one) for one in near]
        most, like = max(alike, key=lambda one: one[0], default=(0.0, None))
        return like if most >= ALIKE else None

    def _begun(self, first: Kept) -> str:
        campaign = self._new_id()
        self.begun.append(campaign)
        self._kept[first.comment] = replace(first, campaign=campaign)
        if first.comment not in self._came:
            self.joined[first.comment] = campaign
        return campaign
