"""The fonts that pages are drawn in while tests look at them: the same on every machine, whatever it has installed.

`make` installs them, and Chromium is started in a world (a file of fontconfig's) that knows no others. Which of them
a page is drawn in, look.js says: it puts them before the families that the style sheets name.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

PACKAGES = Path(sys.prefix) / "node" / "node_modules"
GOOGLE = PACKAGES / "@expo-google-fonts"
DEJAVU = PACKAGES / "dejavu-fonts-ttf" / "ttf"
"""Has what the others lack, arrows and signs of mathematics among it, as on most machines."""
FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
FOLDERS = [GOOGLE / family / face for family in ("archivo-narrow", "arimo", "noto-sans", "tinos") for face in FACES]

FONTS = {
    "narrow": {"text": "Archivo Narrow", "math": "Tinos"},  # as wide as Liberation Sans Narrow
    "common": {"text": "Arimo", "math": "Tinos"},  # as wide as Arial, Liberation Sans and Helvetica
    "noto": {"text": "Noto Sans", "math": "Tinos"},
    "wide": {"text": "DejaVu Sans", "math": "DejaVu Serif"},
}
"""From the narrowest to the widest, for texts and for formulas. Tests are drawn in the common one."""

WIDTHS = ("narrow", "wide", "common")
in_every_width = pytest.mark.parametrize("font", WIDTHS)
"""For what depends on the room that words take, from a page's first frame on; `Explore.fonts` tries it afterwards."""


def world(folder: Path) -> dict[str, str | float | bool]:
    """The environment of a browser that knows these fonts only; its settings are written to the folder."""
    for place in (*FOLDERS, DEJAVU):
        assert place.is_dir(), f"{place} is missing; run `make test`"
    settings = folder / "fonts.conf"
    settings.write_text(_settings(folder / "cache"), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}


def _settings(cache: Path) -> str:
    unusual = (DEJAVU / name for name in ("*Condensed*", "*ExtraLight*", "*Math*"))
    return "\n".join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
            "<fontconfig>",
            *(f"<dir>{escape(str(folder))}</dir>" for folder in (*FOLDERS, DEJAVU)),
            *(f"<selectfont><rejectfont><glob>{escape(str(one))}</glob></rejectfont></selectfont>" for one in unusual),
            f"<cachedir>{escape(str(cache))}</cachedir>",
            "<alias><family>serif</family><prefer><family>Tinos</family></prefer></alias>",
            "<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>",
            '<match target="pattern"><edit name="family" mode="append_last">',
            "<string>Arimo</string><string>DejaVu Sans</string></edit></match>",
            '<match target="font"><edit name="hintstyle" mode="assign"><const>hintslight</const></edit></match>',
            "</fontconfig>",
        ]
    )
