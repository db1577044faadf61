"""What `kabar cost` multiplies: the calls of a publication, of a picture and of a correction, counted.

Run as `python -m bench.counts` (`make cost`): writes functions/kabar_cli/cost/measured.json and the tables of
docs/cost.md. The counts are the same each time; the processor's times are not.
"""

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median_low
from typing import Any, Final

from PIL import Image

from bench import weight
from bench.archive import FREQUENT, NOW, SITE, Archive, document, id_of
from bench.billing import counts
from bench.cloud import Cloud, inhabited
from bench.cost_paper import PAPER, rewritten
from bench.picture import measure as photograph
from kabar import meter
from kabar.domain.site_parsing import parse_publication
from kabar.services.probe import KEY as PROBED
from kabar.services.probe import document as probed
from kabar_cli.cost.measured import FILE, Counts
from kabar_cli.edge.template import load, resources

ROOT: Final = Path(__file__).resolve().parents[2]
_ARCHIVE: Final = 10_000
_TIMES: Final = 5


def main() -> None:
    """Measure, and write what was measured."""
    measured = {"date": f"{datetime.now(UTC):%Y-%m-%d}", **counted(), "seconds": _seconds()}
    FILE.write_text(json.dumps(measured, indent=2, sort_keys=True) + "\n", "utf-8")
    PAPER.write_text(rewritten(PAPER.read_text("utf-8")), "utf-8")


def counted() -> dict[str, Any]:
    """All that is the same each time."""
    article, pictured, correction, probed = publications()
    seen = weight.measure()
    return {
        "archive": _ARCHIVE,
        "article": asdict(article),
        "picture": asdict(pictured - article),
        "correction": asdict(correction),
        "probe": asdict(probed),
        "view": {kind: asdict(seen[kind]) for kind in ("article", "home")},
        "standing": _standing(),
    }


def publications() -> tuple[Counts, Counts, Counts, Counts]:
    """Of an article, of one that has a picture (upload included), of a correction of it, and of the probe's."""
    cloud = Cloud(Archive(_ARCHIVE, 200))
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        plain = [_publish(cloud, _ARCHIVE + number) for number in range(_TIMES + 2)][2:]
        pictured = [_publish(cloud, _ARCHIVE + 20 + number, number + 1) for number in range(_TIMES)]
        corrected = [_correct(cloud, _ARCHIVE + 20 + number) for number in range(_TIMES)]
        probed = [_probe(cloud, number) for number in range(_TIMES + 1)][1:]
    return _typical(plain), _typical(pictured), _typical(corrected), _typical(probed)


def _publish(cloud: Cloud, number: int, picture: int = 0) -> Counts:
    cloud.begin()
    cloud.time.now += 60
    made = document(number, cloud.time.moment(), tags=FREQUENT, authors=FREQUENT)
    if picture:
        key = f"media/{number}.jpg"
        cloud.buckets.put_object(Bucket="inbox", Key=key, Body=_jpeg(picture))
        cloud.rest()
        made["image"] = {"contentUrl": key, "alt": "Air sungai"}
    return _uploaded(cloud, number, made, uploads=2 if picture else 1)


def _probe(cloud: Cloud, number: int) -> Counts:
    """The article that the probe publishes again and again."""
    cloud.begin()
    cloud.time.now += 60
    return _stored(cloud, PROBED, json.loads(probed(parse_publication(json.dumps(SITE).encode()), str(number), NOW)))


def _correct(cloud: Cloud, number: int) -> Counts:
    """A correction: what readers are to see at once."""
    before = json.loads(cloud.buckets.get_object(Bucket="inbox", Key=f"articles/{id_of(number)}.json")["Body"].read())
    cloud.begin()
    cloud.time.now += 60
    note = {"type": "koreksi", "datePublished": cloud.time.moment().isoformat(), "text": "Salah satu angka diubah."}
    return _uploaded(cloud, number, before | {"correction": [note]}, uploads=1)


def _uploaded(cloud: Cloud, number: int, made: dict[str, Any], *, uploads: int) -> Counts:
    return _stored(cloud, f"articles/{id_of(number)}.json", made, uploads=uploads)


def _stored(cloud: Cloud, key: str, made: dict[str, Any], *, uploads: int = 1) -> Counts:
    purges, told = (len(cloud.waiting(name)) for name in ("purges", "announcements"))
    cloud.upload(key, made)
    cloud.rest()
    receipt = json.loads(cloud.buckets.get_object(Bucket="inbox", Key=f"receipts/{key}")["Body"].read())
    assert receipt["status"] == "published", receipt
    tags = {tag for body in cloud.waiting("purges")[purges:] for tag in json.loads(body)["tags"]}
    return counts(cloud.spent, uploads=uploads, told=len(cloud.waiting("announcements")) - told, purged=len(tags))


def _typical(found: list[Counts]) -> Counts:
    """Of each count the median."""
    columns = [asdict(each) for each in found]

    def middle(values: list[Any]) -> Any:
        if isinstance(values[0], dict):
            return {
                key: middle([each.get(key, 0) for each in values]) for key in sorted({k for v in values for k in v})
            }
        return median_low(values)

    return Counts(**{name: middle([column[name] for column in columns]) for name in columns[0]})


def _seconds() -> dict[str, float]:
    """Processor seconds, of this machine: each function's for an article, and both steps' for a photograph."""
    from bench import publication  # noqa: PLC0415 (it takes memory for itself)

    spent = publication.measure(_ARCHIVE).cpu_by_function
    return {name: round(spent[name] / 1e3, 4) for name in sorted(spent)} | {"photograph": photograph()["cpu_s"]}


def _standing() -> dict[str, Any]:
    """What the template has, whether anything is published or not."""
    template = load(ROOT / "template.yaml")
    common = template["Globals"]["Function"]["MemorySize"]
    functions = list(resources(template, "AWS::Serverless::Function"))
    queues = [
        body for _, body in functions for each in body["Properties"].get("Events", {}).values() if each["Type"] == "SQS"
    ]
    alarms = [body for _, body in resources(template, "AWS::CloudWatch::Alarm")]
    metrics = [name for name in vars(meter) if name.isupper() and not name.startswith("_")]
    probe = {
        "queues": sum(map(_of_the_probe, queues)),
        "alarms": sum(map(_of_the_probe, alarms)),
        "metrics": sum(name.startswith("PROBE_") for name in metrics),
    }
    return {
        "memory": {
            name.removesuffix("Function").lower(): body["Properties"].get("MemorySize", common)
            for name, body in functions
        },
        "queues": len(queues) - probe["queues"],
        "alarms": len(alarms) - probe["alarms"],
        "metrics": len(metrics) - probe["metrics"],
        "dashboards": len(list(resources(template, "AWS::CloudWatch::Dashboard"))),
        "probe": probe,
    }


def _of_the_probe(resource: dict[str, Any]) -> bool:
    return resource.get("Condition") == "HasProbe"


def _jpeg(seed: int) -> bytes:
    """A picture 1,600 pixels wide, another for each seed."""
    buffer = io.BytesIO()
    Image.effect_mandelbrot((1600, 1067), (-2, -1.0 - seed / 100, 1, 1), 60).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


if __name__ == "__main__":
    main()
