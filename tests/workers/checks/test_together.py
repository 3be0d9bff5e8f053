"""Whole comments, judged by all checks under the default policy."""

import pytest

from service.domain.campaign import Spread
from service.domain.comment import FormSignals, FormToken, Status
from service.domain.context import AuthorHistory
from service.domain.policy import Policy
from service.domain.rules import Facts
from service.domain.verdict import MODEL, judge
from tests.builders import a_submission
from tests.workers.checks.asking import a_context, an_earlier
from workers.learning.evidence import model_evidence
from workers.learning.model import see
from workers.learning.prior import prior
from workers.plugins import load_checks
from workers.scoring import Scorer

FAST = FormSignals(token=FormToken.VALID, seconds=0.6)
USUAL = FormSignals(token=FormToken.VALID, seconds=48.0)
SHOP = "http://shop.example"
LEARNER = prior()


@pytest.fixture(scope="module")
def scorer():
    return Scorer(load_checks(), Policy())


def verdict(scorer, body, *, context=None, **submission):
    asked = a_submission(body=body, **submission)
    given = a_context(body, **(context or {}))
    checks = scorer.evidence(asked, given)
    return judge((*checks, *model_evidence(LEARNER, see(given.text, checks))), Policy(), Facts())


CLEAN = [
    pytest.param("The 7.10 boat never waits for the bus, so take the one before.", id="English"),
    pytest.param("GREAT!!! I LOVE THIS!!!", id="shouting"),
    pytest.param("Thanks!", id="short"),
    pytest.param("I disagree with the second paragraph: the council never voted on it, see page 14.", id="disagreeing"),
    pytest.param("Danke für den Beitrag. Die Straße war übrigens schon 2019 gesperrt.", id="German"),
    pytest.param("C’est vrai que l’été dernier c’était déjà le cas, non ?", id="French"),
    pytest.param("Спасибо, очень интересно! А что с автобусом №7?", id="Russian"),
    pytest.param("Πολύ ενδιαφέρον, ευχαριστώ!", id="Greek"),
    pytest.param("Работаю на пароме десять лет: зимой рейсов меньше, а билеты всё равно дорожают.", id="Russian work"),
    pytest.param("Ребята, кто знает, будет ли завтра паром? В кассе никто не отвечает.", id="Russian question"),
    pytest.param("Не согласен с автором: в прошлом году всё было наоборот, см. второй абзац.", id="Russian dissent"),
    pytest.param("Το πλοίο των επτά άργησε πάλι και κανείς δεν μας είπε γιατί.", id="Greek story"),
    pytest.param("العبّارة تأخرت اليوم أيضا، ولم يخبرنا أحد بالسبب", id="Arabic story"),
    pytest.param("先週のフェリーは満席でした。予約したほうがいいですね。", id="Japanese story"),
    pytest.param("เรือเที่ยวเช้าสายทุกวันเลยค่ะ ใครรู้บ้างว่าทำไม", id="Thai story"),
    pytest.param("Mon père disait toujours «тише едешь — дальше будешь», and he was right.", id="mixed languages"),
    pytest.param("Kapalnya terlambat lagi hari ini, semoga besok lebih baik ya.", id="Indonesian"),
    pytest.param("とても参考になりました。ＮＨＫでも見ました！", id="Japanese"),
    pytest.param("写得很好，谢谢分享。", id="Chinese"),
    pytest.param("ขอบคุณสำหรับข้อมูลดีๆ ครับ", id="Thai"),
    pytest.param("مقال رائع، شكرا لك", id="Arabic"),
    pytest.param("می‌خواهم بیشتر بدانم", id="Persian"),
    pytest.param("Same here 👨‍👩‍👧 ❤️ 👍🏽 see you on the pier!", id="emoji"),
    pytest.param("Try `{GET: x || y}` and array[1], then run npm i; node.js 20 works.", id="code"),
]


@pytest.mark.parametrize("body", CLEAN)
def test_against_a_clean_first_comment_no_check_says_anything(scorer, body):
    found = verdict(scorer, body, form=USUAL)
    assert found.outcome == "approve"
    assert {one.check for one in found.evidence} == {MODEL}
    assert found.points < 0


APPROVED = [
    pytest.param("The timetable is at https://ferries.example/2026.", {}, id="one link"),
    pytest.param("The timetable is at https://ferries.example/2026.", {"url": SHOP}, id="one link and an address"),
    pytest.param("He lost his savings in a casino and the bank gave him a loan anyway.", {}, id="casino story"),
    pytest.param("Great article, the part on tides helped me plan.", {}, id="praise"),
    pytest.param("Thanks for sharing, the tide table was new to me.", {"url": SHOP}, id="thanks and a website"),
    pytest.param("The dot com bubble hit bitcoin miners too, funny.", {}, id="topic"),
    pytest.param("Купил VPNы для ITшников, работает.", {}, id="Russian with Latin names"),
    pytest.param("@anna 😂😂😂😂 that was @berta's idea, it cost 3$", {}, id="laughing in answer"),
    pytest.param("Nurses get $30 an hour here, and rent is what it is.", {}, id="wages"),
    pytest.param(
        "Sent from my phone, sorry for the noise", {"email": "x7qk2z@example.org", "name": "ADA99"}, id="odd name"
    ),
]


@pytest.mark.parametrize(("body", "submission"), APPROVED)
def test_an_honest_comment_with_a_trait_of_spam_is_approved(scorer, body, submission):
    assert verdict(scorer, body, **submission).outcome == "approve"


HELD = [
    pytest.param("https://ferries.example/2026", {}, id="nothing but a link"),
    pytest.param(
        "Three sources: https://a.example/1, https://b.example/2 and https://c.example/3 say so.", {}, id="links"
    ),
    pytest.param("Check out my new videos about gardens, you will like them", {}, id="own channel"),
    pytest.param("Great post! Keep up the good work, I bookmarked it.", {"url": SHOP}, id="flattery for a link"),
    pytest.param("I can help you, write to me on WhatsApp +1 555 010 9999", {}, id="messenger"),
    pytest.param("Senang 𝐉𝐔𝐍𝐈𝐎𝐑𝟖𝟖 bang", {}, id="styled brand"),
    pytest.param("🔥 Easy 💰 from home ✅ today 👉 @somebody", {}, id="decorated offer"),
    pytest.param("Kemarin menang lagi di KOTAX303", {}, id="plain brand"),
    pytest.param("see f\u0332r\u0332e\u0332e\u0332 now", {}, id="decked letters"),
    pytest.param("Ищу людей, 18+, платят 100$ в день", {}, id="job"),
    pytest.param("The boat was late again today.", {"form": FAST}, id="form sent at once"),
    pytest.param("The boat was late again.", {"form": FormSignals(token=FormToken.FORGED)}, id="forged form"),
    pytest.param("Nice photographs of the boats.", {"name": "cheap-boats.com"}, id="name is an address"),
]


@pytest.mark.parametrize(("body", "submission"), HELD)
def test_a_doubtful_comment_is_held(scorer, body, submission):
    assert verdict(scorer, body, **submission).outcome == "hold"


SPAM = [
    pytest.param("CHECK OUT my channel, make money fast http://cash.example", {}, id="channel and money"),
    pytest.param("Play casino now http://a.example http://b.example http://c.example", {}, id="casino with links"),
    pytest.param("𝗦𝗟𝗢𝗧 𝗚𝗔𝗖𝗢𝗥 𝗔𝗟𝗘𝗫𝗜𝗦𝟭𝟳 maxwin tiap hari", {}, id="disguised gambling"),
    pytest.param("Cheap v1agra h\u200bere: hxxp://pills dot example", {}, id="disguised pills"),
    pytest.param("[url=http://a.example]buy viagra[/url] [url=http://b.example]cialis[/url]", {}, id="BBCode"),
    pytest.param("Быстрый зapaбoтoк без вложений, пишите в личку @dohod t.me/dohod", {}, id="Russian"),
    pytest.param("最好的赌场和博彩网站，加微信abc12345，点击 http://a.example", {}, id="Chinese"),
    pytest.param("สมัครเลย สล็อต บาคาร่า คาสิโน http://a.example", {}, id="Thai"),
    pytest.param("Nice, see http://a.example", {"form": FAST}, id="at once with a link"),
    pytest.param("The boat was late.", {"form": FormSignals(trap="x")}, id="the trap filled in"),
    pytest.param(
        "Great post! Visit my site for payday loans", {"url": SHOP, "name": "Payday Loans Online"}, id="loans"
    ),
]


@pytest.mark.parametrize(("body", "submission"), SPAM)
def test_evident_spam_is_spam(scorer, body, submission):
    assert verdict(scorer, body, **submission).outcome == "spam"


def test_the_same_text_again_is_held_and_what_was_spam_is_nearly_spam(scorer):
    body = "The boat was late again today, as always."
    again = {"earlier": (an_earlier(same_author=True),)}
    assert verdict(scorer, body, context=again).outcome == "hold"
    was_spam = {"earlier": (an_earlier(status=Status.SPAM),) * 2}
    assert verdict(scorer, body, context=was_spam).outcome == "spam"


def test_a_flood_of_almost_the_same_text_is_held_when_it_brings_a_link(scorer):
    body = "The harbour office opens at nine, tell all your friends about it: https://a.example/9"
    flood = {"campaign": Spread(copies=2, authors=3)}
    assert verdict(scorer, body, context=flood).outcome == "hold"
    assert verdict(scorer, body.rpartition(" ")[0], context=flood).outcome == "approve"
    assert verdict(scorer, body).outcome == "approve"


def test_a_campaign_that_moderators_called_spam_stays_spam_whoever_sends_it(scorer):
    body = "The harbour office opens at nine, tell all your friends about it."
    known = {"campaign": Spread(copies=1, decided=Status.SPAM), "history": AuthorHistory(approved=1)}
    assert verdict(scorer, body, context=known).outcome == "spam"


def test_a_known_author_may_bring_two_links_more(scorer):
    body = (
        "The harbour office, the ferry company and the town all wrote about it in detail last year: "
        "https://a.example/1, https://b.example/2, https://c.example/3"
    )
    known = {"history": AuthorHistory(approved=5, known_address=True)}
    assert verdict(scorer, body).outcome == "hold"
    assert verdict(scorer, body, context=known).outcome == "approve"


def test_a_good_history_under_a_typed_email_does_not_excuse_spam(scorer):
    typed = {"history": AuthorHistory(approved=500)}
    body = "CHECK OUT my channel, make money fast http://cash.example http://more.example"
    assert verdict(scorer, body, context=typed).outcome == "spam"


def test_all_evidence_can_be_read_and_lies_in_the_text(scorer):
    for parameters in (*HELD, *SPAM):
        body, submission = parameters.values
        for one in verdict(scorer, body, **submission).evidence:
            assert one.reason.endswith((".", "”."))
            assert one.span is None or 0 <= one.span[0] < one.span[1] <= len(body)
