"""Draws the sample's pictures: `python -m kabar_cli.sample.pictures OUT` writes them under OUT/media/. Needs Pillow."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from kabar_cli.sample.drawing import ashore, brand, festival, learning, portraits, river, weather
from kabar_cli.sample.drawing.canvas import Canvas

_QUALITY: Final = 64
_LOGO_COLOURS: Final = 48

Scene = Callable[[Canvas], None]

WIDE: Final[dict[str, Scene]] = {
    "2024/10/kapal-motor.jpg": river.passenger_boat,
    "2024/10/kabut-asap.jpg": weather.haze,
    "2024/10/panen-padi.jpg": ashore.terraces,
    "2024/11/perahu-listrik.jpg": river.electric_boat,
    "2024/11/perahu-hias.jpg": festival.night_parade,
}
"""Path under media/ of each picture of 1600 by 1067 pixels, and what draws it."""

MEDIUM: Final[dict[str, Scene]] = {
    "2023/12/jembatan-putus.jpg": river.broken_bridge,
    "2023/12/pasar-terapung.jpg": river.floating_market,
    "2024/10/air-bersih.jpg": ashore.clean_water,
    "2024/10/pasar-pagi.jpg": ashore.market,
    "2024/10/perpustakaan-terapung.jpg": learning.floating_library,
    "2024/10/rak-buku.jpg": learning.bookshelf,
    "2024/10/ruang-baca.jpg": learning.classroom,
    "2024/10/sepak-bola.jpg": ashore.football,
    "2024/11/anyaman-rotan.jpg": ashore.weaving,
    "2024/11/banjir.jpg": weather.rising_water,
    "2024/11/grafik-karet.jpg": brand.rubber_prices,
    "2024/11/guru-perahu.jpg": portraits.teacher,
    "2024/11/hujan.jpg": weather.downpour,
    "2024/11/kembang-api.jpg": festival.fireworks,
    "2024/11/lampion.jpg": festival.lanterns,
    "2024/12/contoh-air.jpg": river.water_samples,
    "2024/12/grafik-muka-air.jpg": brand.river_levels,
    "2024/12/ikan-asap.jpg": weather.smoked_fish,
    "2024/12/jembatan-gantung.jpg": river.hanging_bridge,
    "2024/12/juru-mudi-1.jpg": learning.training_hall,
    "2024/12/juru-mudi-2.jpg": learning.helm,
    "2024/12/juru-mudi-3.jpg": learning.group_photo,
    "2024/12/kecapi.jpg": portraits.lute_player,
    "2024/12/lomba-dayung.jpg": river.rowing_race,
}
"""The same of pictures of 1200 by 800 pixels."""


def save(image: Image.Image, path: Path) -> None:
    """Write the picture as what the path's ending says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".png":
        image.quantize(_LOGO_COLOURS).save(path, optimize=True)
    else:
        image.save(path, quality=_QUALITY, optimize=True, progressive=True)


def draw(scene: Scene, path: Path, canvas: Canvas, wide: int) -> None:
    """Draw one scene into one file, `wide` pixels wide."""
    scene(canvas)
    save(canvas.finished(wide), path)


def draw_all(out: Path) -> None:
    """Write every picture of the sample under `out`/media/."""
    media = out / "media"
    for scenes, wide in ((WIDE, 1600), (MEDIUM, 1200)):
        for name, scene in scenes.items():
            draw(scene, media / name, Canvas(), wide)
    draw(brand.reporter, media / "site/rn.jpg", Canvas(800, 800), 800)
    draw(brand.wordmark, media / "site/logo.png", Canvas(720, 150), 720)


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder that gets media/")
    draw_all(parser.parse_args().out)


if __name__ == "__main__":
    main()
