"""A picture is on the site while something public shows it, and at no other time."""

import hashlib
from datetime import timedelta

import pytest

from kabar.domain.pages import PICTURE, Page
from kabar.services.render_picture import GRACE
from support.documents import KEY, PATH, article, codes, image, paragraph, site, world
from support.uploads import jpeg
from support.uploads import made as made_of
from support.world import at

_KEY = "media/2024/kapal.jpg"
_OTHER = "media/2024/dermaga.jpg"
_MAIN = {"contentUrl": _KEY, "alt": "Kapal"}
_SHOWING = article(image=_MAIN)
_LATER = "2025-03-01T08:00:00+07:00"


def on_site(made):
    """The folders of pictures that there are any files of."""
    return {key.split("/")[1] for key in made.site.objects if key.startswith("media/")}


def name(body):
    return made_of(body).split("/")[2]


def after_grace(made):
    """The hour is over, and the clock says so."""
    made.clock.time += GRACE + timedelta(seconds=1)
    for page in [key for key in made.scheduler.alarms if key.startswith("picture:")]:
        made.renditions.build([Page(PICTURE, page.removeprefix("picture:"))])
    made.rest()


@pytest.fixture
def made():
    return world()


def test_an_upload_alone_is_answered_and_nowhere(made):
    made.put(_KEY, jpeg())
    assert made.receipt(_KEY)["status"] == "published"
    assert on_site(made) == set()


@pytest.mark.parametrize("first", ["picture", "article"])
@pytest.mark.parametrize("ahead", [{"datePublished": _LATER}, {"embargoedUntil": _LATER}])
def test_nothing_of_a_scheduled_article_s_picture_is_public_before_its_time(made, first, ahead):
    uploads = [(_KEY, jpeg()), (KEY, _SHOWING | ahead)]
    for key, document in uploads if first == "picture" else reversed(uploads):
        made.put(key, document)
    assert on_site(made) == set()
    assert codes(made.receipt(KEY), "warnings") == []
    made.clock.time = at("2025-03-01T01:00")
    made.look(KEY)
    assert on_site(made) == {name(jpeg())}
    assert made_of(jpeg()) in made.text(made.receipt(KEY)["url"].removeprefix("https://uji.example"))


def test_a_withdrawal_takes_the_picture_down_at_once_and_restoring_brings_it_back(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    withdrawal = {"date": "2024-12-30T10:00:00+07:00", "reason": "other", "statement": "Tidak benar."}
    made.put(KEY, _SHOWING | {"withdrawn": withdrawal})
    assert on_site(made) == set()
    assert any(tag.startswith("picture-") for tags in made.purges.asked for tag in tags)
    made.put(KEY, _SHOWING)
    assert on_site(made) == {name(jpeg())}
    assert made_of(jpeg()) in made.text(PATH)


def test_a_withdrawal_that_names_no_picture_any_more_takes_down_what_was_shown(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    withdrawal = {"date": "2024-12-30T10:00:00+07:00", "reason": "masa-depan-anak", "statement": "Demi anak."}
    made.put(KEY, article(withdrawn=withdrawal))
    assert on_site(made) == set()


def test_a_deleted_article_takes_its_picture_with_it(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    made.delete(KEY)
    assert on_site(made) == set()


def test_an_article_that_is_put_off_takes_its_picture_with_it(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    made.put(KEY, article(articleBody=[paragraph("Menyusul.")], embargoedUntil=_LATER))
    assert on_site(made) == set()


def test_a_picture_that_another_article_shows_stays(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    made.put("articles/b.json", article(headline="Lain", articleBody=[image(_KEY)]))
    made.delete(KEY)
    assert on_site(made) == {name(jpeg())}
    made.delete("articles/b.json")
    assert on_site(made) == set()


def test_bytes_that_stand_under_two_keys_are_made_once_and_stay_while_one_is_shown(made):
    for key in (_KEY, _OTHER):
        made.put(key, jpeg())
    made.put(KEY, _SHOWING)
    written = made.site.written[:]
    made.put("articles/b.json", article(headline="Lain", articleBody=[image(_OTHER)]))
    assert not [key for key in made.site.written[len(written) :] if key.startswith("media/")]
    made.delete(_KEY)
    assert on_site(made) == {name(jpeg())}
    assert made_of(jpeg()) not in made.text(PATH)
    made.delete(_OTHER)
    assert on_site(made) == set()


def test_what_was_replaced_stays_for_the_grace_period(made):
    made.put(_KEY, jpeg(color="teal"))
    made.put(KEY, _SHOWING)
    made.put(_KEY, jpeg(color="red"))
    assert made_of(jpeg(color="red")) in made.text(PATH)
    assert on_site(made) == {name(jpeg(color="teal")), name(jpeg(color="red"))}
    after_grace(made)
    assert on_site(made) == {name(jpeg(color="red"))}


def test_what_was_dropped_and_shown_again_within_the_hour_was_never_away(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    made.put(KEY, article())
    assert on_site(made) == {name(jpeg())}
    made.put(KEY, _SHOWING)
    after_grace(made)
    assert on_site(made) == {name(jpeg())}
    made.put(KEY, article())
    after_grace(made)
    assert on_site(made) == set()


def test_what_lingers_goes_at_once_when_its_article_is_withdrawn(made):
    made.put(_KEY, jpeg(color="teal"))
    made.put(KEY, _SHOWING)
    made.put(_KEY, jpeg(color="red"))
    made.delete(KEY)
    made.renditions.build([Page(PICTURE, hashlib.sha256(jpeg(color="teal")).hexdigest())])
    made.rest()
    assert on_site(made) == set()


def test_all_that_lingers_goes_at_once_when_its_article_is_withdrawn(made):
    made.put(_KEY, jpeg(color="teal"))
    made.put(KEY, _SHOWING)
    for color in ("red", "blue"):
        made.put(_KEY, jpeg(color=color))
    assert len(on_site(made)) == 3
    made.delete(KEY)
    assert on_site(made) == set()


def test_a_picture_that_a_drawing_replaced_goes_with_its_article(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    made.put(_KEY, b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert on_site(made) == {name(jpeg())}
    made.delete(KEY)
    assert on_site(made) == set()


def test_the_old_picture_is_shown_until_the_new_one_is_made(made):
    made.put(_KEY, jpeg(color="teal"))
    made.put(KEY, _SHOWING)
    waiting = []
    made.renditions.build = waiting.extend
    made.put(_KEY, jpeg(color="red"))
    assert made_of(jpeg(color="teal")) in made.text(PATH)
    del made.renditions.build
    made.renditions.build(waiting)
    made.rest()
    assert made_of(jpeg(color="red")) in made.text(PATH)


def test_a_focal_point_has_crops_of_its_own_and_they_go_with_it(made):
    made.put(_KEY, jpeg())
    made.put(KEY, article(image=_MAIN | {"focalPoint": [0.25, 0.5]}))
    crop = made_of(jpeg(), "16x9-25-50.jpg").removeprefix("/")
    assert {crop, made_of(jpeg(), "16x9.jpg").removeprefix("/")} <= made.site.objects.keys()
    made.put(KEY, article(image=_MAIN | {"focalPoint": [0.75, 0.5]}))
    assert made_of(jpeg(), "16x9-75-50.jpg").removeprefix("/") in made.site.objects
    after_grace(made)
    assert crop not in made.site.objects


def test_what_the_site_has_lost_is_made_again_by_another_look(made):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    before = dict(made.site.objects)
    for key in [key for key in before if key.startswith("media/")]:
        del made.site.objects[key]
    made.look(_KEY)
    assert made.site.objects == before


def test_other_settings_give_everything_another_name_and_the_old_goes_after_an_hour(made, monkeypatch):
    made.put(_KEY, jpeg())
    made.put(KEY, _SHOWING)
    old = name(jpeg())
    for module in ("kabar.domain.pictures", "kabar.services.picture"):
        monkeypatch.setattr(f"{module}.SETTINGS", 2)
    made.look(_KEY)
    assert name(jpeg()) != old
    assert on_site(made) == {old, name(jpeg())}
    assert made_of(jpeg()) in made.text(PATH)
    after_grace(made)
    assert on_site(made) == {name(jpeg())}


def test_the_logo_has_icons_and_is_shown_by_nobody_else(made):
    drawing = b"<svg/>"
    made.put("media/logo.svg", drawing)
    assert codes(made.receipt("media/logo.svg")) == [("", "svg-not-logo")]
    made.put(KEY, article(image={"contentUrl": "media/logo.svg", "alt": "Logo"}))
    assert codes(made.receipt(KEY), "warnings") == [("/image/contentUrl", "picture-vector")]
    assert on_site(made) == set()
    made.put("site.json", site(publisher={"name": "PT Uji", "logo": "media/logo.svg"}))
    assert made.receipt("media/logo.svg")["status"] == "published"
    files = {key.rpartition("/")[2] for key in made.site.objects if key.startswith("media/")}
    assert files == {"logo.svg", "icon-32.png", "icon-180.png", "icon-192.png", "icon-512.png"}
    assert made_of(drawing, "logo.svg") in made.text(PATH)
    made.put("site.json", site())
    assert made.receipt("media/logo.svg")["status"] == "rejected"
    after_grace(made)
    assert on_site(made) == set()


def test_an_article_without_a_picture_has_a_card_until_it_has_one_or_is_gone(made):
    made.put(KEY, article(image=_MAIN))
    assert made.text(f"{PATH}card.png").startswith("('Judul'") or "card.png" in "".join(made.site.objects)
    made.put(_KEY, jpeg())
    assert made.get(f"{PATH}card.png") is None
    made.put(KEY, article())
    assert made.get(f"{PATH}card.png") is not None
    made.delete(KEY)
    assert made.get(f"{PATH}card.png") is None


def test_a_card_moves_with_its_article(made):
    made.put(KEY, article())
    made.put(KEY, article(slug="lain"))
    cards = [key for key in made.site.objects if key.endswith("card.png")]
    assert [key.split("/")[-2] for key in cards] == ["lain"]


def test_a_scheduled_article_has_no_card(made):
    made.put(KEY, article(datePublished=_LATER))
    assert not [key for key in made.site.objects if key.endswith("card.png")]
