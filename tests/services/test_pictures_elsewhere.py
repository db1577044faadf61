"""A picture that stays on another site: shown while site.json names its host, and the policy of the page with it."""

import json

import pytest
from lxml import html

from support.documents import KEY, PATH, article, codes, image, paragraph, site, world
from support.uploads import jpeg

HOST = "gambar.kantor.example"
PICTURE = f"https://{HOST}/2024/banjir.jpg"
MAIN = {"contentUrl": PICTURE, "alt": "Banjir", "creditText": "Kantor", "width": 1280, "height": 853}
DOCUMENT = article(image=MAIN, articleBody=[paragraph("Isi."), image(f"https://{HOST}/b.jpg"), image("media/c.jpg")])
UNKNOWN = [("/image/contentUrl", "picture-host"), ("/articleBody/1/contentUrl", "picture-host")]


@pytest.fixture
def made():
    made = world()
    made.put("site.json", site(pictureHosts=[HOST]))
    made.put(KEY, DOCUMENT)
    return made


def shown(made):
    """Each picture's address on the article's page, and where its policy lets pictures come from."""
    page = html.document_fromstring(made.text(PATH))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return page.xpath("//main//img"), policy


def test_it_is_shown_and_the_policy_names_its_host_alone(made):
    images, policy = shown(made)
    assert [one.get("src") for one in images] == [PICTURE, f"https://{HOST}/b.jpg"]
    assert {one.get("referrerpolicy") for one in images} == {"no-referrer"}
    assert policy == f"img-src 'self' data: https://{HOST}"
    first, second = images
    assert (first.get("width"), first.get("height"), first.get("class"), first.get("alt")) == (
        "1280",
        "853",
        None,
        "Banjir",
    )
    assert (second.get("width"), second.get("height"), second.get("class")) == (None, None, "frame")
    assert codes(made.receipt(KEY), "warnings") == [("/articleBody/2/contentUrl", "picture-missing")]


def test_the_index_and_lists_know_nothing_of_it(made):
    assert made.table.record("a").refs == ("media/c.jpg",)
    assert HOST not in "".join(made.text(path) for path in ("/daerah/", "/feed.xml", "/sitemaps/2024-12.xml"))
    assert made.get(f"{PATH}card.png") is not None
    made.put("media/c.jpg", jpeg())
    assert made.table.record("a").card.picture.key == "media/c.jpg"


def test_machines_are_told_what_the_article_says_of_it(made):
    document = json.loads(made.text(f"{PATH}article.json"))
    assert document["image"] == {name: MAIN[name] for name in ("contentUrl", "width", "height", "alt", "creditText")}
    assert [block["type"] for block in document["articleBody"]] == ["paragraph", "image"]
    (data,) = html.document_fromstring(made.text(PATH)).xpath("//script[@type='application/ld+json']/text()")
    (told,) = json.loads(data)["image"]
    assert (told["url"], told["width"], told["height"], told["creditText"]) == (PICTURE, 1280, 853, "Kantor")


def test_the_lite_page_links_to_it(made):
    assert f'href="{PICTURE}"' in made.text(f"{PATH}lite/")


def test_a_host_that_is_not_named_warns_and_its_pictures_wait_for_site_json(made):
    made.put("site.json", site())
    assert shown(made) == ([], "img-src 'self' data:")
    assert "Isi." in made.text(PATH)
    warned = codes(made.receipt(KEY), "warnings")
    assert warned == [("/articleBody/2/contentUrl", "picture-missing"), *UNKNOWN]
    assert HOST in made.receipt(KEY)["warnings"][1]["message"]
    made.put("site.json", site(pictureHosts=[HOST]))
    assert len(shown(made)[0]) == 2
    assert codes(made.receipt(KEY), "warnings") == [("/articleBody/2/contentUrl", "picture-missing")]


def test_a_gallery_shows_those_that_it_may(made):
    images = [{"contentUrl": f"https://{host}/a.jpg", "alt": "A"} for host in (HOST, "lain.example")]
    made.put(KEY, article(articleBody=[{"type": "gallery", "images": images}]))
    assert [one.get("src") for one in shown(made)[0]] == [f"https://{HOST}/a.jpg"]
    assert codes(made.receipt(KEY), "warnings") == [("/articleBody/0/images/1/contentUrl", "picture-host")]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://gambar.kantor.example/a.jpg", "wrong-form"),
        ("//gambar.kantor.example/a.jpg", "wrong-form"),
        ("https://gambar.kantor.example/a b.jpg", "wrong-form"),
        ("data:image/png;base64,AA", "wrong-form"),
        ("https://a:b@gambar.kantor.example/a.jpg", "not-a-web-address"),
        ("https://", "wrong-form"),
        ("https://[::1/a.jpg", "not-a-web-address"),
    ],
)
def test_what_is_no_address_is_rejected_and_what_stood_stays(made, address, code):
    for place, document in {
        "/image/contentUrl": article(image={"contentUrl": address}),
        "/articleBody/0/contentUrl": article(articleBody=[image(address)]),
        "/articleBody/0/images/1/contentUrl": article(
            articleBody=[{"type": "gallery", "images": [{"contentUrl": "media/a.jpg"}, {"contentUrl": address}]}]
        ),
    }.items():
        made.put(KEY, document)
        assert codes(made.receipt(KEY)) == [(place, code)]
        assert shown(made)[0]


@pytest.mark.parametrize(
    "host",
    [
        "https://a.example",
        "a.example/x",
        "*.example",
        "A.example",
        "example",
        "a.example 'unsafe-inline'",
        "a..example",
    ],
)
def test_a_host_is_a_host_s_whole_name(made, host):
    made.put("site.json", site(pictureHosts=[host]))
    assert codes(made.receipt("site.json")) == [("/pictureHosts/0", "wrong-form")]


def test_a_fixed_page_shows_no_other_host_than_the_same_file_names(made):
    page = {"slug": "tentang", "headline": "Tentang", "articleBody": [paragraph("Kami."), image(PICTURE)]}
    made.put("site.json", site(pages=[page]))
    assert codes(made.receipt("site.json")) == [("/pages/0/articleBody/1/contentUrl", "picture-host")]
    made.put("site.json", site(pages=[page], pictureHosts=[HOST]))
    assert PICTURE in made.text("/tentang/")
