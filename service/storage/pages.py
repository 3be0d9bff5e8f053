"""Pages, and how often their published thread has changed."""

from sqlalchemy import Connection, select, update

from service.storage.database import Database
from service.storage.schema import pages


def change(tx: Connection, page: str, *, site: str, database: Database) -> None:
    """Note a visible change, in the transaction that makes it."""
    where = (pages.c.site == site, pages.c.page == page)
    tx.execute(database.insert(pages).values(site=site, page=page, version=0).on_conflict_do_nothing())
    tx.execute(update(pages).where(*where).values(version=pages.c.version + 1))


def version(tx: Connection, page: str, *, site: str) -> int:
    """How often the page's thread has changed; nought where nothing was ever shown."""
    found = select(pages.c.version).where(pages.c.site == site, pages.c.page == page)
    return tx.execute(found).scalar() or 0
