"""The kinds of fields that requests have. Each says in its error what to do."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from email_validator import EmailNotValidError, validate_email
from marshmallow import ValidationError
from marshmallow.fields import Field, String

from service.domain.question import POINTS_MOST
from service.domain.site import origin_of
from service.http import text_rules

EMAIL_MOST = 254  # RFC 5321, section 4.5.3.1.3, less its two angle brackets
URL_BYTES_MOST = 2000
_UNFIT_FOR_URLS = re.compile(r'[\x00-\x20\x7f-\xa0\u2028\u2029<>"\\]')
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"[0-9]{1,18}")
PARENT_UNKNOWN = "The comment that this replies to is not on this page. Reload the page and reply again."


def is_web_address(text: str) -> bool:
    """Whether it is a whole http or https address that browsers read as we do."""
    # They drop tabs and line breaks and take a backslash for a slash, and so would land elsewhere.
    return not _UNFIT_FOR_URLS.search(text) and origin_of(text) is not None


class Text(String):
    """Text of several lines, as it was typed."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(metadata={"maxLength": most, **kwargs.pop("metadata", {})}, **kwargs)
        self.most = most
        self.error_messages["required"] = "This field is required."
        self.error_messages["null"] = "This field is required." if self.required else "Leave it out, or send a text."
        self.error_messages["invalid"] = "Send a text here."

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if len(text) > self.most:
            raise ValidationError(f"It is {len(text)} characters long; {self.most} are allowed.")
        return self.checked(text)

    def checked(self, text: str) -> str:
        """The text as we keep it. Raises `ValidationError`."""
        if wrong := text_rules.broken(text):
            raise ValidationError(wrong)
        if self.required and text_rules.is_blank(text):
            raise ValidationError("This field is required.")
        return text


class Line(Text):
    """One line, trimmed, without characters that hide."""

    def checked(self, text: str) -> str:
        """Trimmed, and refused when it is more than one line."""
        trimmed = text_rules.undisturbing(text)
        if wrong := text_rules.not_one_line(trimmed):
            raise ValidationError(wrong)
        return super().checked(trimmed)


class Email(Line):
    """An address as it was typed, the domain in lower case. Nobody asks the DNS: that would take time and tell it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=EMAIL_MOST, metadata={"format": "email", **kwargs.pop("metadata", {})}, **kwargs)

    def checked(self, text: str) -> str:
        """The typed address, its domain in lower case."""
        typed = super().checked(text)
        try:
            # `test_environment` only lets RFC 6761's .test through, which people try things out with.
            validate_email(typed, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise ValidationError(f"This is no email address. {error}") from error
        local, _, domain = typed.rpartition("@")
        return f"{local}@{domain.lower()}"


class WebAddress(Text):
    """An http or https address, unchanged; empty where it may be left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=URL_BYTES_MOST, metadata={"format": "uri", **kwargs.pop("metadata", {})}, **kwargs)

    def checked(self, text: str) -> str:
        """Whole, of the web, and not too long."""
        if wrong := text_rules.broken(text):
            raise ValidationError(wrong)
        url = text.strip()
        if not url and not self.required:
            return ""
        if not is_web_address(url):
            raise ValidationError('Write the whole address, like "https://example.com/page".')
        if len(url.encode()) > URL_BYTES_MOST:
            raise ValidationError(f"The address is longer than {URL_BYTES_MOST} bytes.")
        return url


class Number(Field[int]):
    """An id that a host counts by, as a number or in digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        if isinstance(value, int | str) and not isinstance(value, bool) and _NUMBER.fullmatch(str(value)):
            return int(value)
        raise ValidationError("Send a whole number here.")


class Points(Field[float]):
    """Points of a judge, a number and not one in quotes."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= POINTS_MOST:
            return float(value)
        raise ValidationError(f"Send a number from {-POINTS_MOST:g} to {POINTS_MOST:g} here.")


class OneOf(Field[str]):
    """One of a few words."""

    def __init__(self, words: type[StrEnum], **kwargs: Any) -> None:
        self.words = [str(one) for one in words]
        super().__init__(metadata={"type": "string", "enum": self.words, **kwargs.pop("metadata", {})}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if value in self.words:
            return str(value)
        raise ValidationError(f"Send one of these: {', '.join(self.words)}.")


class CommentId(Text):
    """The id of a comment of ours; empty for none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=36, metadata={"format": "uuid", **kwargs.pop("metadata", {})}, **kwargs)

    def checked(self, text: str) -> str:
        """A comment's id or nothing."""
        if text and not _ID.fullmatch(text):
            raise ValidationError(PARENT_UNKNOWN)
        return text
