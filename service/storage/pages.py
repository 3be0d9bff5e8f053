"""Pages, and how often their published thread has changed."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from service.storage.database import Database
from service.storage.schema import pages


def change(tx: Connection, changed: Iterable[tuple[str, str]], *, database: Database) -> None:
    """Note a visible change on each of these pages, by site and page, in the transaction that makes it.

    All who change several pages lock them in one order.
    """
    rows = [{"site": site, "page": page, "version": 1} for site, page in sorted(changed)]
    if rows:
        again = {"version": pages.c.version + 1}
        tx.execute(database.insert(pages).on_conflict_do_update(index_elements=["site", "page"], set_=again), rows)


def version(tx: Connection, page: str, *, site: str) -> int:
    """How often the page's thread has changed; nought where nothing was ever shown."""
    found = select(pages.c.version).where(pages.c.site == site, pages.c.page == page)
    return tx.execute(found).scalar() or 0
