import json

from tests.workers.learning.lessons import SCORER
from workers.samples import Reader, numbered, read_samples


def read(tmp_path, *lines):
    file = tmp_path / "decided.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    reader = Reader()
    return read_samples(numbered([file]), reader=reader, scorer=SCORER), reader


def test_labelled_comments_are_samples(tmp_path):
    samples, reader = read(
        tmp_path, {"text": "Subscribe to my channel", "label": "spam"}, "", {"text": "Late.", "label": "ham"}
    )

    assert [one.spam for one in samples] == [True, False]
    assert "check:call_to_action" in samples[0].seen.names
    assert (reader.mistakes, reader.other) == ([], {})


def test_a_bad_line_is_told_with_its_place_and_spoils_no_other(tmp_path):
    samples, reader = read(tmp_path, {"text": "Late.", "label": "ham"}, "", "nonsense", {"label": "ham"})

    assert len(samples) == 1
    first, second = reader.mistakes
    assert first.startswith(f"{tmp_path}/decided.jsonl:3: not JSON")
    assert second == f"{tmp_path}/decided.jsonl:4: text is missing"


def test_other_labels_are_counted(tmp_path):
    labels = [{}, {"label": "hate"}, {"label": "hate"}, {"label": None}, {"label": ["ham"]}, {"label": "x" * 999}]
    samples, reader = read(tmp_path, *({"text": "Late."} | label for label in labels))

    assert samples == []
    assert reader.other["the label 'hate'"] == reader.other["no label"] == 2
    assert max(map(len, reader.other)) < 60
