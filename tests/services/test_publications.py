"""What every page shows of the publication is kept while its edition stands."""

from dataclasses import replace

from kabar.services.publications import Publications
from support.documents import site, world


def test_a_frame_is_kept_by_its_edition():
    made = world()
    publications, stands = Publications(made.inbox), made.table.site()
    frame = publications.frame(stands)
    assert frame.edition == stands.edition
    assert publications.frame(replace(stands, answered="again")) is frame
    made.put("site.json", site(name="Nama lain"))
    made.rest()
    assert publications.frame(made.table.site()).publication.name == "Nama lain"
    assert publications.frame(None) is None
