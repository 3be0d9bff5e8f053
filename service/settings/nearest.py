"""What somebody meant who wrote a name that there is not."""

from collections.abc import Collection
from difflib import get_close_matches


def meant(written: str, known: Collection[str]) -> str:
    """A question with the known name that is most like the written one; empty where none is."""
    nearest = get_close_matches(written, known, n=1)
    return f"did you mean {nearest[0]!r}? " if nearest else ""


def there_are(written: str, known: Collection[str]) -> str:
    """Which names there are, behind the one that may have been meant."""
    question = meant(written, known)
    there = "There" if question else "there"
    return f"{question}{there} {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"
