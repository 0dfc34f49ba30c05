"""Reading: the sources below `docs/` turned into a catalogue, once, with a fault for all that cannot be read."""

from __future__ import annotations

from pathlib import Path

from kb.catalogue import Catalogue, Essay, Theme, is_essay
from kb.checked import checked, read_register
from kb.contract import Concept, FrontMatter, PageMatter, ReadingPath, Source
from kb.faults import Fault
from kb.files import Page, read_page, texts
from kb.labs import read_labs
from kb.moved import Moved
from kb.navigation import Navigation, read_navigation


def read_catalogue(docs: Path, shown: str = "docs") -> tuple[Catalogue, list[Fault]]:
    """Read `docs` and return what could be read, with a fault for everything that could not.

    `shown` is `docs` as the author would write it.
    """
    files, faults = texts(docs, shown)
    undecodable = frozenset(fault.path.removeprefix(f"{shown}/") for fault in faults)
    unread = set(undecodable)
    essays, pages, navigations, labs = {}, [], {}, {}
    for path in [name for name in files if name.endswith(".md")]:
        page, found = read_page(path, files[path], f"{shown}/{path}")
        faults += found
        if page is None:
            unread.add(path)
            continue
        pages.append(page)
        if not is_essay(path):
            faults += checked(PageMatter, page.matter, page.shown)[1]
            continue
        labs[path], lab_faults = read_labs((docs / path).parent, f"{shown}/{Path(path).parent}")
        matter, found = checked(FrontMatter, page.matter, page.shown)
        faults += lab_faults + found
        if matter is not None:
            essay = Essay(page, matter, labs[path])
            essays[essay.slug] = essay
    for path in [name for name in files if Path(name).name == ".pages"]:
        navigation, found = read_navigation(files[path], f"{shown}/{path}")
        faults += found
        if navigation is None:
            unread.add(path)
        else:
            navigations[path] = navigation
    concepts, found = read_register(Concept, "term", files.get("concepts.yml", ""), f"{shown}/concepts.yml")
    sources, wrong = read_register(Source, "id", files.get("sources.yml", ""), f"{shown}/sources.yml")
    paths, bad = read_register(ReadingPath, "id", files.get("paths.yml", ""), f"{shown}/paths.yml")
    moved, gone = read_register(Moved, "from", files.get("moved.yml", ""), f"{shown}/moved.yml")
    themes = tuple(_themes(navigations, {page.path: page for page in pages}))
    return Catalogue(
        essays,
        themes,
        tuple(pages),
        labs,
        concepts,
        sources,
        paths.entries,
        moved.entries,
        navigations,
        frozenset(unread),
        undecodable,
    ), [*faults, *found, *wrong, *bad, *gone]


def _themes(navigations: dict[str, Navigation], pages: dict[str, Page]) -> list[Theme]:
    """Return the folders with an introduction and a `.pages` file, in the order that the first `.pages` gives them."""
    folders = [path.removesuffix("/.pages") for path in navigations if path.count("/") == 1]
    folders = [folder for folder in folders if f"{folder}/index.md" in pages]
    order = navigations[".pages"].names if ".pages" in navigations else ()
    themes = []
    for folder in sorted(folders, key=lambda name: (order.index(name) if name in order else len(order), name)):
        navigation, page = navigations[f"{folder}/.pages"], pages.get(f"{folder}/index.md")
        matter = page.matter.value if page is not None and isinstance(page.matter.value, dict) else {}
        groups = tuple((title, tuple(n for n in names if n != "index.md")) for title, names in navigation.groups)
        title = navigation.title or str(matter.get("title", folder))
        themes.append(Theme(folder, title, str(matter.get("description", "")), tuple(g for g in groups if g[1])))
    return themes
