import pytest

from service.domain.policy import START, Policy
from tests.workers.learning.lessons import seen
from workers.learning.model import points, teach
from workers.learning.prior import prior
from workers.learning.snapshot import BadSnapshotError


@pytest.fixture(scope="module")
def learner():
    try:
        return prior()
    except BadSnapshotError as error:
        pytest.fail(f"{error}: the format has changed, so run `.venv/bin/python benchmarks/make_prior.py FOLDER`")


def test_a_fresh_installation_knows_the_words_of_offers_but_no_decision_of_a_site(learner):
    assert learner.version == 0
    assert points(learner, seen("Удалённая занятость для всех, от 18 лет. Писать в личные сообщения.")) > 0


def test_each_caller_has_a_learner_of_its_own(learner):
    learner = prior()
    learner.learn({1: 1.0}, spam=True, offset=0.0, version=1)
    assert prior().weights != learner.weights


@pytest.mark.parametrize(
    "text",
    ["The ferry was late again, as every autumn.", "Thanks!", "Danke für den Beitrag.", "写得很好，谢谢分享。"],
)
def test_words_in_other_letters_are_left_to_the_site(learner, text):
    assert points(learner, seen(text)) == pytest.approx(START, abs=0.3)


ADVERTS = (
    "Learn to read the cards from my grandmother, her tarot never lies",
    "Our gym has new machines, come by and ask for Boris",
    "The best honey of the county is from Miller's farm, ask for prices",
    "Moving house? We carry everything, also at night",
    "Roof leaking? Karl and sons repair it within the week",
    "Lose weight with our new tea, all my friends have",
    "Wedding photos by Lena, there are some dates left in spring",
    "Massage at your home, seven days a week",
)
HONEST = (
    "Does anybody know whether the late boat runs on holidays too?",
    "I disagree with the council: the stops at the school need glass first, not paper.",
    "My father drove this bus for twenty years and would have laughed about the four minutes.",
    "Thanks!",
    "Is there a map?",
    "As a nurse on the early shift I can only say: finally. I have run for that bus since 2015.",
    "Beautifully written, I could smell the diesel.",
    "No. The boat is late every second day and then the bus will be late for everybody on the hill.",
)


@pytest.mark.parametrize("decided", range(1, len(ADVERTS) + 1))
def test_who_has_only_marked_spam_so_far_has_taught_nothing_about_honest_comments(decided):
    learner = prior()
    for number, advert in enumerate(ADVERTS[:decided], start=1):
        teach(learner, seen(advert), spam=True, version=number)

    assert [text for text in HONEST if points(learner, seen(text)) >= Policy().hold_at] == []
    assert [advert for advert in ADVERTS[:decided] if points(learner, seen(advert)) < Policy().hold_at] == []
