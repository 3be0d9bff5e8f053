from benchmarks.filter.splits import each_apart, folds
from tests.benchmarks.filter.corpus import corpus


def test_each_place_is_new_once_and_never_known_then(tmp_path):
    comments = corpus(tmp_path)
    found = folds(comments, lambda one: one.place)
    assert len(found) == 3
    for known, new in found:
        assert len({one.place for one in new}) == 1
        assert {one.place for one in new}.isdisjoint(one.place for one in known)
        assert len(known) + len(new) == len(comments)


def test_equal_texts_are_never_divided(tmp_path):
    comments = corpus(tmp_path)
    found = folds(comments, lambda one: one.same, number=4)
    assert len(found) == 4
    assert sum(len(new) for _, new in found) == len(comments)
    assert all({one.same for one in known}.isdisjoint(one.same for one in new) for known, new in found)


def test_each_fold_stands_beside_all_others():
    assert list(each_apart([[1], [2, 3], [4]])) == [([1], [2, 3, 4]), ([2, 3], [1, 4]), ([4], [1, 2, 3])]
