"""A comment's body cut where evidence points to it, so that the page can mark what the checks saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.verdict import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some of a body. `notes` are the numbers, from 1, of the evidence that saw something in it; none for the rest."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    notes: list[int]


def pieces(body: str, evidence: Sequence[Evidence]) -> list[Piece]:
    """The whole body in order; spans that overlap make one marked piece with the notes of all."""
    cut: list[Piece] = []
    done = 0
    for mark in _marks(body, evidence):
        if mark.start > done:
            cut.append(Piece(text=body[done : mark.start]))
        cut.append(Piece(text=body[mark.start : mark.end], notes=tuple(sorted(mark.notes))))
        done = mark.end
    return [*cut, Piece(text=body[done:])] if done < len(body) else cut


def _marks(body: str, evidence: Sequence[Evidence]) -> list[_Mark]:
    spans = sorted((one.span, note) for note, one in enumerate(evidence, 1) if one.span)
    marks: list[_Mark] = []
    for (start, end), note in spans:
        if marks and start < marks[-1].end:
            marks[-1].end = max(marks[-1].end, end)
            marks[-1].notes.append(note)
        elif start < end:
            marks.append(_Mark(start, end, [note]))
    return marks
