"""The filters that are compared. Each learns from comments, and then gives others points; more than 0 means spam."""

from collections.abc import Callable, Sequence

from benchmarks.filter import bogofilter
from benchmarks.filter.corpora import Comment
from service.domain.policy import START
from workers.learning.model import POINTS, points
from workers.learning.training import ORDERS, trained

Scores = list[float]
Filter = Callable[[Sequence[Comment], Sequence[Comment]], Scores]


def ours(known: Sequence[Comment], new: Sequence[Comment], *, seed: int = 0) -> Scores:
    """Checks and model, as `rejoinder train` and `rejoinder judge` have them. Other seeds are other orders."""
    learner = trained([one.sample for one in known], orders=range(seed * ORDERS, (seed + 1) * ORDERS))
    return [points(learner, one.sample.seen) + of_checks(one) for one in new]


def checks(_: Sequence[Comment], new: Sequence[Comment]) -> Scores:
    """Our checks alone, which learn nothing."""
    return [START + of_checks(one) for one in new]


def logistic_regression(known: Sequence[Comment], new: Sequence[Comment]) -> Scores:
    """scikit-learn: logistic regression on TF-IDF of words, pairs of words and pieces of two to five letters."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - only where it is installed
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline, make_union  # noqa: PLC0415

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, pieces), LogisticRegression(C=10, max_iter=1000))
    model.fit([one.text for one in known], [one.spam for one in known])
    return list(model.decision_function([one.text for one in new]))


def naive_bayes(known: Sequence[Comment], new: Sequence[Comment]) -> Scores:
    """scikit-learn: multinomial naive Bayes on TF-IDF of words and pairs of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.naive_bayes import MultinomialNB  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), MultinomialNB(alpha=0.1))
    model.fit([one.text for one in known], [one.spam for one in known])
    likely = model.predict_log_proba([one.text for one in new])
    return list(likely[:, 1] - likely[:, 0])


def of_checks(one: Comment) -> float:
    """The points of the checks, without what the model starts from."""
    return POINTS * one.sample.seen.offset - START


OTHERS: dict[str, Filter] = {
    "our checks alone": checks,
    "logistic regression (scikit-learn)": logistic_regression,
    "multinomial naive Bayes (scikit-learn)": naive_bayes,
    "bogofilter": bogofilter.scores,
}
