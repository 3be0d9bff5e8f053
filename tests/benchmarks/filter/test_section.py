from benchmarks.filter.measuring import Figures
from benchmarks.filter.section import of_filters, put

TABLES = dict.fromkeys(("youtube", "youtube_once", "mixed", "perturbed", "sms", "gambling", "online"), "| a table |")


def test_a_filter_has_a_row_and_the_first_its_spread():
    one = Figures(auc=0.98765, caught=0.891, f1=0.9, honest=0.88, lost=0.011)
    text = of_filters({"ours": one}, spread=Figures(auc=0.0012, caught=0.02, f1=0.0, honest=0.0, lost=0.0))
    assert "| ours | 0.9877 | 89.1 % | 0.900 | 88.0 % | 1.1 % |" in text
    assert "±0.0012 AUC and ±2.0 % caught" in text


def test_the_section_takes_the_place_of_the_one_before_and_leaves_the_others(tmp_path):
    file = tmp_path / "benchmarks.md"
    put(TABLES, into=file)
    assert file.read_text().startswith("# Benchmarks\n\n## The spam filter\n\n")
    file.write_text(file.read_text().replace("a table", "an old table") + "\n## Speed\n\nFast.\n")
    put(TABLES, into=file)
    text = file.read_text()
    assert text.count("## The spam filter") == 1
    assert "an old table" not in text
    assert text.endswith("## Speed\n\nFast.\n")
    put(TABLES, into=file)
    assert file.read_text() == text
