"""Moderators' tokens, as digests."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from service.domain.token import Token, Verb
from service.storage.schema import tokens

_COLUMNS = tuple(column for column in tokens.c if column.name != "digest")


def _token_of(row: Row[Any]) -> Token:
    fields = dict(row._mapping)
    fields["sites"] = frozenset(fields["sites"].split())
    fields["verbs"] = frozenset(Verb(verb) for verb in fields["verbs"].split())
    return Token(**fields)


def add(tx: Connection, token: Token, *, digest: str) -> None:
    """Keep a new token. Raises IntegrityError when the name is taken."""
    values = {column.name: getattr(token, column.name) for column in _COLUMNS}
    words = {"sites": " ".join(sorted(token.sites)), "verbs": " ".join(sorted(token.verbs))}
    tx.execute(insert(tokens).values({**values, **words, "digest": digest}))


def by_digest(tx: Connection, digest: str) -> Token | None:
    """The token whose text has that digest."""
    row = tx.execute(select(*_COLUMNS).where(tokens.c.digest == digest)).one_or_none()
    return _token_of(row) if row else None


def by_id(tx: Connection, token: str) -> Token | None:
    """The token of that id."""
    row = tx.execute(select(*_COLUMNS).where(tokens.c.id == token)).one_or_none()
    return _token_of(row) if row else None


def everyone(tx: Connection) -> list[Token]:
    """Every token, oldest first."""
    return [_token_of(row) for row in tx.execute(select(*_COLUMNS).order_by(tokens.c.created_at))]


def revoke(tx: Connection, name: str, *, at: datetime) -> bool:
    """End a token by its name; false when there is none to end."""
    living = (tokens.c.name == name, tokens.c.revoked_at.is_(None))
    return tx.execute(update(tokens).where(*living).values(revoked_at=at)).rowcount == 1


def note_use(tx: Connection, token: str, *, at: datetime) -> None:
    """Remember when a token was last used."""
    tx.execute(update(tokens).where(tokens.c.id == token).values(last_used_at=at))
