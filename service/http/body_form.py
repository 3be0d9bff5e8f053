"""Read the fields of a plain HTML form out of a request body."""

from collections.abc import Collection
from urllib.parse import parse_qsl

from service.domain.errors import MalformedRequest

FIELDS_MOST = 100


def read(raw: bytes, *, known: Collection[str]) -> dict[str, str]:
    """The `known` fields. Others are left out: a site's theme adds its own, and readers cannot help it.

    Raises `MalformedRequest`.
    """
    try:
        pairs = parse_qsl(
            raw.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=FIELDS_MOST
        )
    except UnicodeDecodeError as error:
        raise MalformedRequest("The form is not UTF-8. Put accept-charset='utf-8' into its form element.") from error
    except ValueError as error:
        raise MalformedRequest(f"The form has more than {FIELDS_MOST} fields.") from error
    ours = [(name, _lines(value)) for name, value in pairs if name in known]
    found = dict(ours)
    if len(found) < len(ours):
        raise MalformedRequest("The form has a field twice. Send each field once.")
    return found


def _lines(value: str) -> str:
    # Browsers send every line break as CR LF; the HTML standard counts and shows them as LF.
    return value.replace("\r\n", "\n")
