"""What texts may be made of. Every rule is linear in the length of the text, and runs before anything normalises it."""

import re
import unicodedata

# UAX #15, Stream-Safe Text: no honest text stacks more marks, and normalising them takes quadratic time.
MARKS_MOST = 30

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What turns the text after it round, or hides. Joiners stay: Persian names and emoji are made with them.
_DISTURBING = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0xAD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"


def broken(text: str) -> str | None:
    """Why no text may be like this one, if so."""
    if "\0" in text:
        return "Leave out the NUL character."
    if text.isascii():
        return None
    if _SURROGATE.search(text):
        return "This is not valid Unicode: half of a surrogate pair stands alone."
    if _stacks_marks(text):
        return f"More than {MARKS_MOST} combining marks stand on one letter. Leave some out."
    return None


def not_one_line(text: str) -> str | None:
    """Why the text does not fit into one line, if so."""
    return "Write it in one line, without control characters." if _CONTROL.search(text) else None


def undisturbing(text: str) -> str:
    """The text trimmed, without characters that hide or that turn round what follows."""
    return text.strip() if text.isascii() else text.translate(_DISTURBING).strip()


def is_blank(text: str) -> bool:
    """Whether there is nothing to see."""
    return not any(one.isprintable() and not one.isspace() and one not in _BLANKS for one in text)


def _stacks_marks(text: str) -> bool:
    run = 0
    for one in text:
        run = run + 1 if unicodedata.combining(one) else 0
        if run > MARKS_MOST:
            return True
    return False
