"""From a day to the day before and after it that has articles, and from month to month."""

import re
from itertools import permutations

from support.documents import article, changes, world

_DAYS = ("2024-09-30", "2024-10-30", "2024-12-02", "2024-12-05")


def _dated(day, **fields):
    return article(headline=f"Berita {day}", datePublished=f"{day}T08:00:00+07:00", **fields)


def _turns(made, path):
    return re.findall(r'rel="(prev|next)" href="([^"]+)"', made.text(path))


def test_days_and_months_lead_to_one_another():
    made = world(**{f"a{at}": _dated(day) for at, day in enumerate(_DAYS)})
    assert _turns(made, "/2024/12/02/") == [("prev", "/2024/10/30/"), ("next", "/2024/12/05/")]
    assert _turns(made, "/2024/09/30/") == [("next", "/2024/10/30/")]
    assert _turns(made, "/daerah/2024/12/05/") == [("prev", "/daerah/2024/12/02/")]
    assert _turns(made, "/2024/10/") == [("prev", "/2024/09/"), ("next", "/2024/12/")]


def test_the_order_in_which_days_come_and_go_leaves_no_trace():
    fresh = world(**{f"a{at}": _dated(day) for at, day in enumerate(_DAYS)}).site.objects
    calendars = {key for key in fresh if re.search(r"\d{4}/\d{2}/(\d{2}/)?index.html$", key)}
    assert len(calendars) == 14
    for order in list(permutations(range(4)))[::5]:
        made = world(z=_dated("2024-11-11"))
        for at in order:
            made.put(f"articles/a{at}.json", _dated(_DAYS[at]))
        made.delete("articles/z.json")
        assert {key: made.site.objects.get(key) for key in calendars} == {key: fresh[key] for key in calendars}


def test_a_second_article_of_a_day_touches_no_other_day():
    made = world(**{f"a{at}": _dated(day) for at, day in enumerate(_DAYS)})
    before = dict(made.site.objects)
    made.put("articles/b.json", _dated("2024-12-05", slug="lagi"))
    changed = changes(made, before)["changed"]
    assert "2024/12/05/index.html" in changed
    assert not changed & {"2024/12/02/index.html", "2024/10/30/index.html", "2024/10/index.html"}
