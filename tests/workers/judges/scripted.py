"""A judge that says what it was told to say."""

import threading

from service.domain.question import Answer
from service.domain.sample import Label

HAM = Answer(points=0.0, reason="Nothing against it.", said=Label.HAM)
SPAM = Answer(points=6.0, reason="It is spam.", said=Label.SPAM)


class ScriptedJudge:
    """Gives or raises `reply`, or what `reply` makes of the inquiry; remembers what it was asked and told."""

    def __init__(self, reply=HAM):
        self.reply = reply
        self.asked = []
        self.told = []

    def ask(self, inquiry):
        self.asked.append(inquiry)
        reply = self.reply(inquiry) if callable(self.reply) else self.reply
        if isinstance(reply, Exception):
            raise reply
        return reply

    def tell(self, inquiry, truth):
        self.told.append((inquiry, truth))

    def problems(self):
        return []


class StuckJudge(ScriptedJudge):
    """Does not come back until it is released."""

    def __init__(self):
        super().__init__()
        self.released = threading.Event()

    def ask(self, inquiry):
        self.released.wait()
        return super().ask(inquiry)
