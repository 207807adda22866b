"""The page's own style, script and fonts, all put into the page so that it needs no network."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
KATEX = HERE / "katex"
_SOURCES = re.compile(r"src:url\((fonts/[\w-]+\.woff2)\) format\(\"woff2\"\)[^;}]*")


def _inlined(match: re.Match[str]) -> str:
    font = base64.b64encode((KATEX / match[1]).read_bytes()).decode("ascii")
    return f'src:url(data:font/woff2;base64,{font}) format("woff2")'


@cache
def style() -> str:
    """KaTeX's style with its fonts inside, then the page's own."""
    katex = _SOURCES.sub(_inlined, (KATEX / "katex.min.css").read_text("utf-8"))
    return katex + "\n" + (HERE / "page.css").read_text("utf-8")


@cache
def scripts() -> tuple[str, ...]:
    """KaTeX itself and the few lines that call it."""
    return (KATEX / "katex.min.js").read_text("utf-8"), (HERE / "page.js").read_text("utf-8")


def policy() -> str:
    """The content policy: nothing is loaded from anywhere, and no script runs but these."""
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode("ascii") for s in scripts())
    allowed = " ".join(f"'sha256-{h}'" for h in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:; img-src data:"
    )
