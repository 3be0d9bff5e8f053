"""Pages, and how often their published thread has changed."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from service.storage.prepared import Prepared
from service.storage.schema import pages


def _change(insert: Callable[[Table], Any]) -> Any:
    once_more = {"version": pages.c.version + 1}
    return insert(pages).on_conflict_do_update(index_elements=["site", "page"], set_=once_more)


_CHANGE = Prepared(_change, ("site", "page", "version"))


def change(tx: Connection, changed: Iterable[tuple[str, str]]) -> None:
    """Note a visible change on each of these pages, by site and page, in the transaction that makes it.

    All who change several pages lock them in one order.
    """
    _CHANGE.run(tx, [{"site": site, "page": page, "version": 1} for site, page in sorted(changed)])


def version(tx: Connection, page: str, *, site: str) -> int:
    """How often the page's thread has changed; nought where nothing was ever shown."""
    found = select(pages.c.version).where(pages.c.site == site, pages.c.page == page)
    return tx.execute(found).scalar() or 0
