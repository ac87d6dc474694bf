"""Pictures that are kept, and how far another one is from them."""

import io
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

KEPT = Path(__file__).with_name("kept")
COMMAND = "python -m tests.browser.regenerate"
_COLOURS = 48
_COARSE = 150  # pixels: letters become grey, paragraphs stay
_BANDS = 12


def opened(png: bytes) -> Image.Image:
    """The picture in RGB."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def reduced(png: bytes) -> bytes:
    """The picture as it is kept: with few colours, the rare ones among them."""
    made = io.BytesIO()
    opened(png).quantize(_COLOURS, Image.Quantize.MAXCOVERAGE).save(made, "PNG", optimize=True)
    return made.getvalue()


def heights_apart(one: Image.Image, other: Image.Image) -> float:
    """How far the heights are apart, as a share of the first."""
    return abs(one.height - other.height) / one.height


def bands_apart(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How far two pictures are apart when seen from far away.

    Returns:
        The mean difference of all pixels, and that of the band across the picture that differs most; 0 to 1.
    """
    size = (_COARSE, max(_BANDS, round(_COARSE * one.height / one.width)))
    apart = ImageChops.difference(_coarse(one, size), _coarse(other, size))
    edges = [round(size[1] * place / _BANDS) for place in range(_BANDS + 1)]
    bands = [_mean(apart.crop((0, top, size[0], bottom))) for top, bottom in pairwise(edges)]
    return _mean(apart), max(bands)


def _coarse(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image.resize(size, Image.Resampling.BOX)


def _mean(image: Image.Image) -> float:
    return sum(ImageStat.Stat(image).mean) / 3 / 255
