"""What the tests of the pages share."""

import json

import pytest
from jsonschema import FormatChecker
from jsonschema.validators import Draft4Validator
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT4

from kabar.render import sitemaps

IMAGE_XSD = f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="{sitemaps.IMAGE}"
 elementFormDefault="qualified"><xsd:element name="image"><xsd:complexType><xsd:sequence>
 <xsd:element name="loc" type="xsd:anyURI"/></xsd:sequence></xsd:complexType></xsd:element></xsd:schema>"""
"""Google's own schema of the image extension, less what Google has since dropped; the corpora don't have it."""


@pytest.fixture(scope="session")
def json_feed_schema(corpora):
    schemas = {
        name: json.loads((corpora / "jsonfeed" / f"schemas_json_{name}.json").read_text())
        for name in ("feed", "feed-1")
    }
    base = "https://json.schemastore.org/"
    contents = {f"{base}{name}": schema for name, schema in schemas.items()}
    registry = Registry().with_contents(contents.items(), default_specification=DRAFT4)
    return Draft4Validator(schemas["feed"], registry=registry, format_checker=FormatChecker())


@pytest.fixture(scope="session")
def sitemap_schema(corpora, tmp_path_factory):
    folder = tmp_path_factory.mktemp("xsd")
    (folder / "image.xsd").write_text(IMAGE_XSD)
    imports = [
        (sitemaps.SITEMAP, corpora / "sitemap-xsd" / "sitemap.xsd"),
        (sitemaps.NEWS, corpora / "sitemap-xsd" / "sitemap-news.xsd"),
        (sitemaps.IMAGE, folder / "image.xsd"),
    ]
    lines = (f'<import namespace="{name}" schemaLocation="{path.as_uri()}"/>' for name, path in imports)
    wrapper = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{"".join(lines)}</schema>'
    return etree.XMLSchema(etree.fromstring(wrapper))


@pytest.fixture(scope="session")
def index_schema(corpora):
    return etree.XMLSchema(etree.parse(corpora / "sitemap-xsd" / "siteindex.xsd"))
