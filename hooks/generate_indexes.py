"""Generate the index pages and the lists that a page asks for."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from kb.indexes import PAGES
from kb.lists import with_lists


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a stub for each generated page, last, so that all essays are rendered when its text is written."""
    for path, (title, description, _) in PAGES.items():
        matter = f"---\ntitle: {title}\ndescription: {description!r}\n---\n"
        files.append(File.generated(config, path, content=matter))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the generated text of an index page; on others, turn directives into lists."""
    build = config.extra["kb"]
    path = page.file.src_uri
    if page.file.generated_by is not None and path in PAGES:
        _, description, write = PAGES[path]
        return f"{description}\n\n{write(build.catalogue, build.rendered)}"
    return with_lists(markdown, path, build.catalogue)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the contents of a generated page name its letters or paths, not the hundreds of entries below them."""
    if page.file.generated_by is not None:
        for item in page.toc:
            item.children.clear()
    return html
