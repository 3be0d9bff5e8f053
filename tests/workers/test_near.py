import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.checks import brand_code, contact_handles, framed_name, job_offer, pay_promise, premium_text
from workers.near import by, literally, matches

PIECES = st.sampled_from(
    [
        *("a", "b", "1", " ", ".", "\n", "@", "$", "x" * 30, " " * 50),
        *("txt", "win to ", "80182", "150p/msg", "rate", "standard ", "KOTAX303", "lucky77", "🚩Weton88🚩", "加v"),
        *("без опыта", "пиши в лс", "доход", "500 руб", "в день", "5 a day", "telegram", "+1 234 567 890"),
    ]
)
PATTERNS = [
    pytest.param(premium_text._PREMIUM, premium_text._HINTS, premium_text._REACH, id="premium_text"),
    pytest.param(brand_code._CODE, brand_code._HINTS, brand_code._REACH, id="brand_code"),
    pytest.param(brand_code._LUCKY, brand_code._HINTS, brand_code._REACH, id="brand_code in small letters"),
    pytest.param(job_offer._JOB, job_offer._JOB_HINTS, job_offer._REACH, id="job_offer"),
    pytest.param(job_offer._EARNING, job_offer._EARNING_HINTS, job_offer._REACH, id="job_offer's words"),
    pytest.param(pay_promise._PAY, pay_promise._HINTS, pay_promise._REACH, id="pay_promise"),
    pytest.param(contact_handles._CONTACT, contact_handles._HINTS, contact_handles._REACH, id="contact_handles"),
    pytest.param(framed_name._FRAMED, framed_name._HINTS, framed_name._REACH, id="framed_name"),
]


def spans(found):
    return [one.span() for one in found]


@pytest.mark.parametrize(("pattern", "hints", "reach"), PATTERNS)
@given(text=st.lists(PIECES, max_size=40).map("".join))
def test_looking_near_the_hints_finds_what_looking_everywhere_finds(pattern, hints, reach, text):
    assert spans(matches(pattern, text, hints, reach=reach)) == spans(pattern.finditer(text))


@pytest.mark.parametrize("before", range(40))
@pytest.mark.parametrize("between", [0, 1, 5, 11, 23, 60])
def test_no_match_is_lost_where_two_searches_meet(before, between):
    pattern, text = re.compile(r"a+1b*"), "." * before + ("aaa1bbb" + "." * between) * 9
    found = matches(pattern, text, (by(re.compile(r"\d")), *literally("b")), reach=8)
    assert spans(found) == spans(pattern.finditer(text))


def test_nothing_is_read_where_there_is_no_hint():
    assert list(matches(re.compile("."), "anything", literally("!"), reach=3)) == []
