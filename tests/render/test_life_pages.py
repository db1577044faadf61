"""What becomes of an article after its publication, as readers see it."""

from dataclasses import replace

import pytest

from contract_article import ARTICLE, CARD, FRAME, PAGE, PLAIN_CARD
from kabar.domain.blocks import Paragraph, Related
from kabar.domain.life import NoticeKind, Reason, Sponsor
from kabar.domain.site import GonePage, ListPage
from kabar.domain.uses import card_of
from kabar.render.life import kind_name, reason_text
from kabar.render.paid import PAID
from kabar.render.words import LANGUAGES, Words
from render.pages import ERRATUM, GONE, GONE_CARD, LIVED, PROTECTED, RENDERER, SITE, WITHDRAWN, one, text, tree

REASONS = {
    Reason.SARA: "unsur SARA",
    Reason.KESUSILAAN: "kesusilaan",
    Reason.MASA_DEPAN_ANAK: "masa depan anak",
    Reason.TRAUMA_KORBAN: "pengalaman traumatik korban",
    Reason.DEWAN_PERS: "pertimbangan khusus yang ditetapkan Dewan Pers",
    Reason.OTHER: "alasan lain",
    Reason.UNSTATED: "Alasannya tidak disebutkan",
    Reason.AGENCY: "kantor berita asalnya",
    Reason.EXPIRED: "Masa tayangnya telah berakhir",
}


def gone(page):
    html, _ = RENDERER.gone(SITE, page)
    assert html.status == 410
    return tree(html)


def article(page):
    return tree(RENDERER.article(SITE, page)[0])


def of(**changes):
    return article(replace(PAGE, article=replace(ARTICLE, **changes)))


def test_a_withdrawal_says_what_when_and_why():
    page = gone(GONE)
    assert text(one(page, "//h1")) == "Artikel dicabut"
    assert text(one(page, "withdrawn")) == "Judul lama"
    said = text(one(page, "//main"))
    assert "Artikel tanggal Senin, 2 Desember 2024" in said
    assert "Dicabut oleh redaksi pada Minggu, 8 Desember 2024 01.00 WIB." in said
    assert text(one(page, "statement")) == "Pernyataan redaksi: Kami meminta maaf."
    assert one(page, "//meta[@name='robots']").get("content") == "noindex"
    assert {"/", "/koreksi/", "/arsip/"} <= set(page.xpath("//main//a/@href"))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_in_plain_words(reason):
    page = gone(replace(GONE, withdrawal=replace(WITHDRAWN, reason=reason)))
    assert REASONS[reason] in text(one(page, "reason"))


@pytest.mark.parametrize("reason", [Reason.MASA_DEPAN_ANAK, Reason.TRAUMA_KORBAN])
def test_what_may_identify_a_protected_person_is_not_shown(reason):
    page = replace(GONE, withdrawal=replace(PROTECTED, reason=reason))
    html, _ = RENDERER.gone(SITE, page)
    for secret in ("Judul lama", CARD.description, "Zona Integritas", "ditarik/", "kaji-tiru"):
        assert secret not in html.body.decode()
    assert "Artikel tanggal Senin, 2 Desember 2024" in text(one(tree(html), "//main"))


def test_an_expired_article_was_not_withdrawn():
    page = gone(replace(GONE, withdrawal=replace(WITHDRAWN, reason=Reason.EXPIRED, statement=None)))
    assert text(one(page, "//h1")) == "Artikel tidak tersedia lagi"
    assert "Tidak tersedia lagi sejak Minggu, 8 Desember 2024" in text(one(page, "//main"))
    assert not page.xpath("//main//a[@href='/koreksi/'] | //*[@class='statement']")


def test_where_nothing_is_known_nothing_is_told():
    for card in (GONE_CARD, None):
        page = gone(GonePage("/2024/12/01/ditarik/", card, None))
        assert "sedang tidak tersedia" in text(one(page, "//main"))
        assert "Judul lama" not in text(page)


def test_a_headline_in_another_language():
    page = gone(replace(GONE, card=replace(GONE_CARD, language="en")))
    assert one(page, "withdrawn").get("lang") == "en"


def test_notices_stand_under_the_text_and_are_announced_over_it():
    page = article(LIVED)
    announced = page.xpath("//*[@class='credits']/p[contains(@class, 'amended')]")
    assert [text(each) for each in announced] == [
        "Ralat Rabu, 4 Desember 2024 09.00 WIB",
        "Hak jawab Kamis, 5 Desember 2024 09.00 WIB",
        "Hak jawab Kamis, 5 Desember 2024 09.00 WIB",
        "Belum terverifikasi",
    ]
    targets = [each.xpath("a/@href")[0].removeprefix("#") for each in announced]
    assert targets == ["notice-1", "notice-2", "notice-3", "unverified"]
    assert all(page.xpath("//*[@id=$id]", id=target) for target in targets)
    erratum, reply, unpublished = one(page, "notices").xpath("div[@role='note']")
    assert text(erratum) == "Ralat Rabu, 4 Desember 2024 09.00 WIB Semula 12, lihat pedoman."
    assert reply.xpath(".//a/@href") == [PLAIN_CARD.path]
    assert text(reply).endswith(f"Dinas menjawab. Hak jawabnya: {PLAIN_CARD.headline}")
    assert not unpublished.xpath(".//a")
    assert one(page, "notices").xpath("p/a/@href") == ["/koreksi/"]


def test_a_notice_counts_as_an_update():
    page = of(modified=None, notices=(ERRATUM,))
    assert "Diperbarui Rabu, 4 Desember 2024 09.00 WIB" in text(one(page, "credits"))
    corrected = replace(ARTICLE, modified=None, notices=(ERRATUM,))
    assert card_of(corrected, CARD.path, {}).modified == ERRATUM.published
    early = replace(ERRATUM, published=ARTICLE.published.replace(year=2020))
    assert card_of(replace(corrected, notices=(early,)), CARD.path, {}).modified is None


def test_a_reply_names_what_it_replies_to():
    page = article(LIVED)
    assert f"Hak jawab atas: {PLAIN_CARD.headline}" in text(one(page, "credits"))
    assert f"Perkembangan dari: {PLAIN_CARD.headline}" in text(one(page, "credits"))
    assert PLAIN_CARD.path in one(page, "credits").xpath(".//a/@href")


def test_an_unverified_report_ends_with_a_note_in_brackets_and_italics():
    """Dewan Pers, Pedoman Pemberitaan Media Siber, item 2 c 4."""
    note = one(article(LIVED), "//*[@class='prose']/p[@id='unverified']/em")
    assert text(note).startswith("(Berita ini masih memerlukan verifikasi lebih lanjut")
    assert text(note).endswith(")")
    follow_up = one(article(LIVED), "//article/p[@class='related']")
    assert text(follow_up) == "Perkembangan: Terverifikasi"
    assert follow_up.xpath("a/@href") == ["/2024/12/06/terverifikasi/"]
    assert not article(PAGE).xpath("//*[@id='unverified']")


def test_an_advertorial_is_labelled_and_its_links_are_paid_for():
    links = '<a href="https://bank.example/a">bank</a>, <a href="/b/">b</a>, <a href="mailto:a@b.example">c</a>'
    body = (*ARTICLE.body, Paragraph(f"Ke {links} &lt;a&gt;."))
    page = of(sponsor=Sponsor("Bank Lanting", "https://bank.example/"), body=body)
    assert text(one(page, "paid")) == "Advertorial Konten berbayar oleh Bank Lanting"
    found = [*one(page, "paid").xpath(".//a"), *one(page, "prose").xpath(".//a"), *one(page, "hero").xpath(".//a")]
    assert len(found) > 5
    assert {link.get("rel") for link in found} == {PAID} == {"sponsored noopener"}
    assert text(one(page, "prose")).endswith("bank, b, c <a>. (Sumber: Diskominfo Kalteng)")
    assert one(page, "//*[@rel='author']") is not None


def test_what_nobody_paid_for_is_not_labelled():
    assert b"sponsored" not in RENDERER.article(SITE, PAGE)[0].body
    assert text(one(of(sponsor=Sponsor("Bank")), "paid")).endswith("oleh Bank")
    assert not one(of(sponsor=Sponsor("Bank", "javascript:x")), "paid").xpath(".//a")


def test_teasers_and_pointers_are_labelled():
    cards = (replace(CARD, id="a", sponsor="Bank Lanting"), replace(CARD, id="b", unverified=True), CARD)
    paid, unverified, plain = tree(RENDERER.list_page(FRAME, ListPage("home", "home", cards))[0]).xpath(
        "//main//article"
    )
    assert [text(each) for each in paid.xpath(".//p[@class='flag']")] == ["Advertorial"]
    assert [text(each) for each in unverified.xpath(".//p[@class='flag']")] == ["Belum terverifikasi"]
    assert not plain.xpath(".//p[@class='flag']")
    pointer = replace(ARTICLE, body=(Related(PLAIN_CARD.id, "x"),))
    page = replace(PAGE, article=pointer, related={PLAIN_CARD.id: replace(PLAIN_CARD, sponsor="Bank")})
    assert text(one(article(page), "related")).endswith("Advertorial")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_reason_has_words(language):
    words = Words(language)
    kinds, reasons = ([kind_name(each, words) for each in NoticeKind], [reason_text(each, words) for each in Reason])
    assert len({*kinds, *reasons}) == len(NoticeKind) + len(Reason)
    other = Words("en")
    if language != "en":
        assert not {*reasons} & {reason_text(each, other) for each in Reason}
