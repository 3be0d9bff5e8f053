"""Putting a section that is made into a document that people write."""

from pathlib import Path


def put(section: str, *, title: str, into: Path) -> None:
    """Put the section in the place of the one with that title, or at the end. A title has its `## ` in front."""
    text = into.read_text(encoding="utf-8") if into.exists() else "# Benchmarks\n"
    before, _, rest = text.partition(f"\n{title}\n")
    after = rest.partition("\n## ")[2]
    parts = [before.strip(), title, section.strip(), *([f"## {after.strip()}"] if after else [])]
    into.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
