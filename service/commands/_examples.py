"""Examples at the end of a command's help."""


def examples(*lines: str) -> str:
    """An epilog of one example a line; click would fill them into a paragraph without the mark in front."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])
