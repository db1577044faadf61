"""What a picture says beside its pixels: nothing but credit and copyright."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import IptcImagePlugin

from imaging.pictures import exif, marked, opened, outputs, saved
from kabar.imaging import inspect, iptc, render, xmp
from kabar.imaging.credit import credit_of
from kabar.imaging.exif import texts_of
from kabar.imaging.facts import Credit

_CREDIT = Credit("ANTARA/Dewi Lestari é", "© 2026 Kabar Kapuas & mitra")
_XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" exif:GPSLatitude="1,7.5S" photoshop:Credit="Agency &amp; Co">
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">All rights</rdf:li><rdf:li xml:lang="id">Hak cipta</rdf:li></rdf:Alt>
 </dc:rights><dc:creator><rdf:Seq><rdf:li>Ani</rdf:li><rdf:li>Budi</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
_SECRETS = (b"SECRET", b"GPS", b"Exif", b"1,7.5S", struct.pack(">II", 43, 1), struct.pack("<II", 43, 1))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_no_output_says_where_or_with_what_it_was_taken(form):
    tags = exif(copyright_notice="(c) Kapuas", artist="Ani", gps=True)
    options = {} if form == "TIFF" else {"xmp": _XMP}
    body = saved(marked(), form, exif=tags, **options)
    assert any(secret in body for secret in _SECRETS)
    rendered = render(body)
    for made in outputs(rendered):
        assert not any(secret in made for secret in _SECRETS)
        assert not opened(made).getexif()
    assert rendered.inspected.copyright in {"All rights", "(c) Kapuas"}
    assert rendered.inspected.credit in {"Agency & Co", "Ani"}


def test_credit_and_copyright_are_written_as_xmp_and_iptc():
    body = saved(marked(), xmp=xmp.packet(_CREDIT))
    rendered = render(body)
    assert (rendered.inspected.credit, rendered.inspected.copyright) == (_CREDIT.line, _CREDIT.copyright)
    for made in outputs(rendered):
        again = inspect(made)
        assert (again.credit, again.copyright) == (_CREDIT.line, _CREDIT.copyright)
        assert b"photoshop:Credit" in made
    for made in (rendered.renditions[2].body, *(crop.body for crop in rendered.crops)):
        info = IptcImagePlugin.getiptcinfo(opened(made))
        assert info[iptc.CREDIT].decode() == _CREDIT.line
        assert info[iptc.COPYRIGHT].decode() == _CREDIT.copyright


def test_a_picture_that_says_nothing_stays_silent():
    for made in outputs(render(saved(marked()))):
        assert b"xmpmeta" not in made
        assert b"Photoshop" not in made


def test_the_more_exact_source_is_believed():
    old = iptc.write(Credit("IIM", "IIM notice"))
    tags = exif(copyright_notice="Exif notice", artist="Exif artist").tobytes()
    assert credit_of(old, _XMP, tags) == Credit("Agency & Co", "All rights")
    assert credit_of(old, b"", tags) == Credit("IIM", "IIM notice")
    assert credit_of(b"", b"", tags) == Credit("Exif artist", "Exif notice")
    assert credit_of(b"", _XMP.replace(b"photoshop:Credit", b"photoshop:Source"), b"").line == "Ani, Budi"
    assert credit_of(b"", b"", b"") == Credit()


def test_entities_in_xmp_are_not_followed():
    packet = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + _XMP.replace(b"Agency", b"&e;")
    assert credit_of(b"", packet, b"") == Credit()


_TEXT = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=80)


@given(_TEXT, _TEXT)
@settings(max_examples=50)
def test_what_is_written_is_read_again(line, notice):
    credit = Credit(line, notice)
    assert credit_of(iptc.write(credit), b"", b"") == credit
    assert credit_of(b"", xmp.packet(credit), b"") == credit


@given(st.binary(max_size=200), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"\x1c\x02\x6e"]))
def test_no_metadata_can_upset_the_readers(rest, start):
    body = start + rest
    assert isinstance(credit_of(body, body, body), Credit)
    assert isinstance(credit_of(b"8BIM\x04\x04" + body, b"", b""), Credit)
    assert isinstance(texts_of(body), dict)
