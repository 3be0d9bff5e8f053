"""A small corpus of three videos, in a file."""

import json

from benchmarks.filter.corpora import read

SPAM = ("subscribe to my channel", "win a free phone", "check out my new song", "cheap watches here")
HAM = ("the ferry was late", "I love this part", "who sings the second verse", "my grandfather liked it")


def lines():
    """Each video has all texts, and each text is told apart by a word of its video, except one."""
    for video in ("one", "two", "three"):
        for texts, label in ((SPAM, "spam"), (HAM, "ham")):
            for number, text in enumerate(texts):
                said = text if number == 0 else f"{text} in video {video}"
                time = f"2026-01-0{number + 1}T10:00:00Z"
                yield {"text": said, "label": label, "source": f"video_{video}", "timestamp": time}


def corpus(tmp_path, *, name="youtube"):
    file = tmp_path / f"{name}.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines()), encoding="utf-8")
    return read(file)
