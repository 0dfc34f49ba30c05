"""References: how a cited work is written out, in Markdown."""

from __future__ import annotations

import html
import re

from kb.contract import Name, Source


def reference(source: Source, locator: str = "") -> str:
    """Return the full reference to a work: authors, year, title, container, locator, link."""
    names = _names(source.author) or (f"{_names(source.editor)} (eds)" if source.editor else "")
    whose = f"{names} ({year(source)})".strip()
    here = f"Here: {escape(locator)}" if locator else ""
    read = f"Read in {str(source.accessed)[:4]}" if source.accessed else ""
    parts = [whose, f"*{escape(source.title)}*", _place(source), here, read]
    link = f"https://doi.org/{source.doi}" if source.doi else source.url
    return ". ".join(part.rstrip(".") for part in parts if part) + "." + (f" <{link}>" if link else "")


def short(source: Source) -> str:
    """Return the work's name as a text would call it: `Yuan et al. 2014`."""
    names = [name.family or name.literal or "" for name in source.author or source.editor]
    if len(names) > 2:
        names = [f"{names[0]} et al."]
    return f"{' and '.join(names) or source.title} {year(source)}"


def year(source: Source) -> str:
    """Return the year of issue, or `n.d.`."""
    return str(source.issued)[:4] if source.issued else "n.d."


def escape(text: str) -> str:
    """Return the text so that Markdown prints it as it is."""
    return re.sub(r"([\\`*_\[\]#|])", r"\\\1", html.escape(text, quote=False))


def _names(names: tuple[Name, ...]) -> str:
    whole = [escape(name.literal or " ".join(filter(None, (name.given, name.family, name.suffix)))) for name in names]
    return " and ".join([", ".join(whole[:-1]), whole[-1]]) if len(whole) > 1 else "".join(whole)


def _place(source: Source) -> str:
    """Return where in print the work stands: container, volume and issue, pages, version, publisher."""
    issue = f"({source.issue})" if source.issue else ""
    pages = str(source.page or "").replace("-", "–")
    parts = [
        escape(source.container_title or ""),
        f"{source.volume}{issue}" if source.volume else "",
        f"{'pp.' if '–' in pages else 'p.'} {pages}" if pages else "",
        f"version {source.version}" if source.version else "",
        escape(source.publisher or ""),
    ]
    return ", ".join(part for part in parts if part)
