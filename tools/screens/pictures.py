"""Pages of HTML as pictures, by a browser without a window."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

TALLEST = 4_000
COLOURS = 256
"""So many do for text on a plain ground, and halve the size."""
MARGIN = 14
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 120.0


class NoBrowser(Exception):
    """No browser is installed: install chromium."""


def picture(page: str, width: int) -> bytes:
    """Return a page as a PNG of that width, cut below its last line."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise NoBrowser(NoBrowser.__doc__)
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, encoding="utf-8")
        command = (
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *(f"--user-data-dir={folder}/profile", f"--window-size={width},{TALLEST}"),
            *(f"--screenshot={target}", source.as_uri()),
        )
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 - our own command
        return _small(_cut(Image.open(target).convert("RGB")))


def _cut(whole: Image.Image) -> Image.Image:
    """Return the picture without the empty ground below."""
    ground = Image.new("RGB", whole.size, whole.getpixel((whole.width - 1, whole.height - 1)))
    drawn = ImageChops.difference(whole, ground).getbbox()
    return whole.crop((0, 0, whole.width, min(drawn[3] + MARGIN, whole.height))) if drawn else whole


def _small(image: Image.Image) -> bytes:
    written = BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
