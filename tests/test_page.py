"""The page: for everyone, valid, light, and watched by nobody. Every page of the real site is walked."""

from __future__ import annotations

import datetime
import gzip
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import measure_pages
import pytest
from browser import serving
from conftest import have, need
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from sketch import ROOT, Sketch

TOOLS = ROOT / "tests/page/node_modules"
AXE = TOOLS / "axe-core/axe.min.js"
VNU = TOOLS / "vnu-jar/build/dist/vnu.jar"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
ESSAY = "reliability/debugging-with-row-counts/"
RUN = """
async () => {
  const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
  const { violations } = await axe.run(document, { rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
    `${id}: ${html.slice(0, 200)} ${any.map(({ message }) => message).join(" ").slice(0, 200)}`));
}
"""

# What a browser without scripts shows in their place.
NOSCRIPT = "for (const part of document.querySelectorAll('noscript')) part.outerHTML = part.textContent"
PAPER = "getComputedStyle(document.body).backgroundColor"
# The paper of either scheme.
LIGHT_PAPER, DARK_PAPER = "rgb(253, 252, 249)", "rgb(25, 26, 29)"


def addresses(site: Path) -> list[str]:
    """Return the address of every page of the site."""
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    return [path.removesuffix("index.html") for path in pages]


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, all its rules switched on."""
    need(AXE.exists(), "axe-core (npm)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found


def context(browser: Browser, device: dict, scheme: str, **wishes: str) -> BrowserContext:
    """Return a fresh browser window; axe is injected, so the page's own policy is set aside."""
    return browser.new_context(**device, color_scheme=scheme, bypass_csp=True, **wishes)


def preview(page: Page, served: str) -> Locator:
    """Point at the page's first link to a section of another and return what opens.

    The theme shows only what the sitemap lists, and the sitemap has the site's own address.
    """
    sitemap = page.request.get(served + "sitemap.xml").text().replace("https://example.org/", served)
    # Of an address on the sitemap the theme takes over host and protocol, but not the port.
    page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    page.reload()
    page.locator("article a[data-preview]").first.hover()
    opened = page.locator(".md-tooltip2[role=dialog]")
    expect(opened).to_have_css("opacity", "1")
    return opened


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "whose-scripts-never-came"])
@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_any_page(browser: Browser, served: str, site: Path, device: dict, scripts: bool) -> None:
    # Colors that fade from one scheme to the other would be measured on their way.
    window = context(browser, device, "light", reduced_motion="reduce")
    page = window.new_page()
    if not scripts:
        page.route("**/*.js*", lambda route: route.abort())
    found, paper = {}, set()
    for address in addresses(site):
        page.goto(served + address)
        if not scripts:
            page.evaluate(NOSCRIPT)
        for scheme, name in (("light", "default"), ("dark", "slate")):
            if scripts:
                page.evaluate("(name) => document.querySelector(`input[data-md-color-scheme=${name}]`).click()", name)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[address, scheme] = violations(page)
            paper.add((scheme, page.evaluate(PAPER)))
    window.close()
    assert {place: rows for place, rows in found.items() if rows} == {}
    assert paper == {("light", LIGHT_PAPER), ("dark", DARK_PAPER)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["", "reliability/", ESSAY, "404.html"])
def test_axe_finds_nothing_while_something_is_open(
    browser: Browser, served: str, device: dict, scheme: str, address: str
) -> None:
    window = context(browser, device, scheme)
    page = window.new_page()
    page.goto(served + address)
    states = {}
    page.keyboard.press("/")
    page.wait_for_timeout(400)
    states["search open"] = violations(page)
    page.keyboard.type("count", delay=10)
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    states["search with results"] = violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.goto(served + address)
    if device is PHONE:
        page.locator("label.md-header__button[for=__drawer]").click()
        page.wait_for_timeout(400)
        states["drawer open"] = violations(page)
        page.goto(served + address)
    if address == ESSAY and device is DESK:
        page.locator(".footnote-ref").first.hover()
        page.wait_for_timeout(600)
        expect(page.locator(".md-tooltip2").first).to_be_visible()
        states["footnote open"] = violations(page)
        page.goto(served + address)
        preview(page, served)
        states["preview open"] = violations(page)
    window.close()
    assert {state: rows for state, rows in states.items() if rows} == {}


def test_vnu_finds_no_error_in_any_page(site: Path) -> None:
    need(have("java"), "Java")
    need(VNU.exists(), "vnu (npm)")

    done = subprocess.run(
        ["java", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "text", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line.replace(str(site), "") for line in done.stderr.splitlines() if line.startswith("Error")] == []


def test_no_page_asks_another_host_for_anything_stores_anything_or_breaks_its_own_policy(
    browser: Browser, served: str, site: Path
) -> None:
    window = browser.new_context(**DESK)
    page = window.new_page()
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith((served, "data:")) else None,
    )
    page.add_init_script(LISTEN)
    broken = {}
    for address in addresses(site):
        page.goto(served + address, wait_until="load")
        broken[address] = page.evaluate("window.__broken")
    assert foreign == []
    assert {address: rows for address, rows in broken.items() if rows} == {}
    assert window.cookies() == []
    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []
    window.close()


LISTEN = """
window.__broken = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  window.__broken.push(`${violatedDirective} ${blockedURI} ${sample}`));
"""


def test_reading_searching_copying_previewing_and_switching_the_scheme_break_no_policy(
    browser: Browser, served: str
) -> None:
    window = browser.new_context(**DESK, permissions=["clipboard-read", "clipboard-write"])
    page = window.new_page()
    page.add_init_script(LISTEN)
    page.goto(served + ESSAY)
    page.locator(".md-clipboard, .md-code__button").first.click()
    page.locator(".footnote-ref").first.hover()
    page.wait_for_timeout(400)
    page.locator("label[for=__palette_1], label[for=__palette_0]").locator("visible=true").first.click()
    page.keyboard.press("/")
    page.keyboard.type("count", delay=10)
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    broken = page.evaluate("window.__broken")
    preview(page, served)
    assert broken + page.evaluate("window.__broken") == []
    assert page.evaluate("navigator.clipboard.readText()")
    stored = page.evaluate("Object.keys(localStorage)")
    assert [key.rpartition(".")[2] for key in stored] == ["__palette"]
    window.close()


def test_the_listener_hears_a_policy_being_broken(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(served)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\" id=x></i><img src=x onerror=alert(1)>')"
    )
    page.wait_for_function("() => window.__broken.length >= 2")
    page.close()


def test_links_that_leave_the_site_tell_neither_whence_nor_give_a_hold(site: Path) -> None:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    for path in site.rglob("*.html"):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        for link in tree.css("a[href^=http]"):
            assert link.attributes.get("rel") == "noopener noreferrer", f"{path}: {link.html}"
        assert tree.css_first("meta[name=referrer]").attributes["content"] == "no-referrer"  # type: ignore[union-attr]


# By how much the page or a part of the article passes the window.
EXCESS = """
Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll("header, article, article > *")].map(
  (part) => part.getBoundingClientRect().right)) - innerWidth
"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_nothing_scrolls_sideways(browser: Browser, served: str, site: Path, scripts: bool) -> None:
    window = browser.new_context(java_script_enabled=scripts)
    page = window.new_page()
    wide = {}
    for address in addresses(site):
        page.goto(served + address)
        for width in (320, 360, 390, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            wide[address, width] = page.evaluate(EXCESS)
    window.close()
    assert {place: excess for place, excess in wide.items() if excess > 0} == {}


def test_a_link_to_a_section_of_another_essay_shows_it_in_place(browser: Browser, served: str) -> None:
    window = browser.new_context(**DESK)
    page = window.new_page()
    page.goto(served + ESSAY)
    link = page.locator("article a[data-preview]").first
    heading = link.text_content()
    expect(preview(page, served).locator("h3")).to_contain_text(heading or "?")
    window.close()


def test_without_scripts_the_page_says_where_the_index_is_and_shows_no_dead_box(browser: Browser, served: str) -> None:
    window = browser.new_context(**DESK, java_script_enabled=False)
    page = window.new_page()
    page.goto(served + ESSAY)
    expect(page.locator(".kb-noscript")).to_be_visible()
    expect(page.locator(".md-search")).to_be_hidden()
    page.get_by_role("link", name="concept index").first.click()
    expect(page.locator("h1")).to_have_text("Concepts")
    window.close()


def test_an_address_that_is_not_there_leads_on_to_the_lists(browser: Browser, served: str) -> None:
    page = browser.new_page()
    answer = page.goto(served + "reliability/no-such-essay/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("No page has this address")
    links = page.locator("article a")
    assert [link.get_attribute("href") for link in links.all()] == ["/arc/", "/concepts/", "/sources/"]
    links.first.click()
    expect(page.locator("h1")).to_have_text("The arc")
    page.close()


def test_before_any_script_the_page_follows_the_systems_scheme_and_a_choice_made_before_it(
    browser: Browser, served: str, site: Path
) -> None:
    illustrated = next(path for path in sorted(site.glob("*/*/index.html")) if "#only-dark" in path.read_text("utf-8"))
    address = illustrated.parent.relative_to(site).as_posix() + "/"
    figures = (
        "[...document.querySelectorAll('img[src*=\"#only-\"]')].filter((f) => f.checkVisibility()).map((f) => f.src)"
    )
    for system, paper, mark in (("light", LIGHT_PAPER, "#only-light"), ("dark", DARK_PAPER, "#only-dark")):
        window = browser.new_context(**DESK, color_scheme=system, java_script_enabled=False)
        page = window.new_page()
        page.goto(served + address)
        assert page.evaluate(PAPER) == paper
        shown = page.evaluate(figures)
        assert shown
        assert [src for src in shown if not src.endswith(mark)] == []
        page.emulate_media(media="print", color_scheme=system)
        assert [src for src in page.evaluate(figures) if not src.endswith("#only-light")] == []
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(34, 32, 28)"
        window.close()

    window = browser.new_context(**DESK, color_scheme="dark")
    page = window.new_page()
    page.goto(served + address)
    page.locator("label[for=__palette_0], label[for=__palette_1]").locator("visible=true").first.click()
    page.route("**/*.js*", lambda route: route.abort())
    page.reload()
    assert page.evaluate(PAPER) == LIGHT_PAPER
    window.close()


def test_a_reader_without_a_pointer_reaches_search_navigation_and_text_and_sees_where(
    browser: Browser, served: str
) -> None:
    window = browser.new_context(viewport={"width": 390, "height": 844})
    page = window.new_page()
    page.goto(served + ESSAY)
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const a = document.activeElement, e = a.matches(".md-option") ? a.nextElementSibling : a;
                  const r = e.getBoundingClientRect(), s = getComputedStyle(e);
                  return { name: e.getAttribute("for") || e.getAttribute("href") || e.tagName,
                           seen: r.width > 0 && r.right > 0 && r.left < innerWidth, ring: s.outlineStyle !== "none" }; }"""
            )
        )
    names = [stop["name"] for stop in reached]
    assert "__drawer" in names
    assert "__search" in names
    assert "../../arc/" in names
    assert [stop for stop in reached if not (stop["seen"] and stop["ring"])] == []
    page.close()


MOVING = """
() => [...document.querySelectorAll("*")].flatMap((element) => [null, "::before", "::after"].map((part) => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element, part);
  const longest = Math.max(...`${transitionDuration},${animationDuration}`.split(",").map(parseFloat));
  return longest > 0.01 || scrollBehavior === "smooth" ? `${element.tagName} ${element.className} ${part}` : null;
})).filter((name) => name)
"""


def test_who_asked_for_less_motion_gets_none(browser: Browser, served: str) -> None:
    moving = {}
    for wish in ("reduce", "no-preference"):
        window = browser.new_context(**DESK, reduced_motion=wish)
        page = window.new_page()
        page.goto(served + ESSAY)
        moving[wish] = page.evaluate(MOVING)
        window.close()
    assert moving["reduce"] == []
    assert moving["no-preference"], "nothing moves at all, so this test sees nothing"


def test_on_paper_an_essay_is_an_article(browser: Browser, served: str) -> None:
    page = browser.new_page(**DESK)
    page.goto(served + ESSAY)
    page.emulate_media(media="print")
    for selector in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar--primary",
        ".md-footer",
        ".md-top",
        ".headerlink",
        ".kb-next",
    ):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    code = "[...document.querySelectorAll('pre > code')].map((box) => getComputedStyle(box).whiteSpace)"
    assert set(page.evaluate(code)) == {"pre-wrap"}
    page.close()


def test_on_paper_a_link_that_leaves_the_site_has_its_address_beside_it_once(browser: Browser, sketch: Sketch) -> None:
    sketch.essay("privacy/one", "See [there](https://example.com/there) [@yuan2014].\n")
    sketch.write("sources.yml", "- {id: yuan2014, type: book, title: X, issued: 2014, URL: 'https://example.com/x'}\n")
    built = sketch.build("-q")
    assert built.status == 0, built.said
    page = browser.new_page(**DESK)
    with serving(built.site) as address:
        page.goto(address + "privacy/one/")
        page.emulate_media(media="print")
        beside = page.evaluate(
            "[...document.querySelectorAll('a[href^=http]')].map((a) => a.text + getComputedStyle(a, '::after').content)"
        )
    page.close()
    assert beside == ['there" (https://example.com/there)"', "https://example.com/xnone"]


LIGHT = 130_000


def test_the_first_view_of_an_essay_is_light(browser: Browser, served: str, site: Path) -> None:
    heaviest = max(
        (path.parent for path in site.glob("*/*/index.html")), key=lambda folder: (folder / "index.html").stat().st_size
    )
    weight: dict[str, int] = {}
    window = browser.new_context(**PHONE)
    page = window.new_page()
    page.on("requestfinished", lambda request: weigh(request.url, served, site, weight))
    page.goto(served + heaviest.relative_to(site).as_posix() + "/", wait_until="networkidle")
    window.close()
    assert "assets/fonts/source-serif-4.woff2" in weight
    assert sum(weight.values()) <= LIGHT, weight


def weigh(url: str, address: str, site: Path, weight: dict[str, int]) -> None:
    """Note the size of a file as it is sent with gzip; an essay's figures do not count."""
    name = urlsplit(url).path.lstrip("/")
    if url.startswith(address) and not name.endswith(".svg"):
        file = site / name / ("index.html" if not name or name.endswith("/") else "")
        content = file.read_bytes()
        weight[name] = len(content) if file.suffix in {".woff2", ".png"} else len(gzip.compress(content, 9))


@pytest.mark.parametrize("address", ["", "concepts/", "sources/", ESSAY, "404.html"])
def test_a_page_asks_at_once_for_the_faces_it_is_set_in_and_for_no_other(
    browser: Browser, served: str, address: str
) -> None:
    window = browser.new_context(**DESK)
    page = window.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".woff2") else None)
    page.goto(served + address, wait_until="networkidle")
    at_once = page.evaluate("[...document.querySelectorAll('link[rel=preload]')].map((link) => link.href)")
    used = page.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').length")
    window.close()
    assert asked == at_once
    assert used == len(at_once)


SHIFT = """
window.__shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) window.__shift += entry.value;
})).observe({ type: "layout-shift", buffered: true });
window.__painted = new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
"""
LATE = re.compile(r"[.](woff2|js|svg)([?]|$)")


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_neither_late_fonts_nor_scripts_nor_figures_move_the_text_of_any_page(
    browser: Browser, served: str, site: Path, device: dict
) -> None:
    moved = {}
    every = addresses(site)
    # Some at a time, since the test waits for most of its time.
    for some in (every[start : start + 6] for start in range(0, len(every), 6)):
        visits = [Visit(browser, device, served + address) for address in some]
        for visit in visits:
            visit.page.evaluate("window.__painted")
        # Text that waits for its face is invisible at first, and what is invisible does not move.
        visits[-1].page.wait_for_timeout(800)
        for visit in visits:
            visit.release()
        visits[-1].page.wait_for_timeout(200)
        for address, visit in zip(some, visits, strict=True):
            moved[address] = visit.page.evaluate("window.__shift")
            visit.window.close()
    assert {address: shift for address, shift in moved.items() if shift} == {}


class Visit:
    """A first visit to a page whose fonts, scripts and figures are held back."""

    def __init__(self, browser: Browser, device: dict, address: str) -> None:
        self.held: list[Route] | None = []
        # A window of its own has nothing in its cache.
        self.window = browser.new_context(**device)
        self.page = self.window.new_page()
        self.page.add_init_script(SHIFT)
        self.page.route(LATE, self.hold)
        self.page.goto(address, wait_until="commit")

    def hold(self, route: Route) -> None:
        """Keep back what is asked for, until everything may come."""
        if self.held is None:
            route.continue_()
        else:
            self.held.append(route)

    def release(self) -> None:
        """Let everything come, and wait until it is there."""
        held, self.held = self.held or [], None
        for route in held:
            route.continue_()
        self.page.wait_for_load_state("load")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what pages are compared with: the same sources with the theme as it comes."""
    return measure_pages.bare(tmp_path_factory.mktemp("bare"))


def test_the_bare_theme_that_pages_are_compared_with_shows_the_essays_and_nothing_of_ours(bare: Path) -> None:
    shown = (bare / ESSAY / "index.html").read_text(encoding="utf-8")
    assert "row_counts.py" in shown
    assert "kb-head" not in shown
    assert "kb.css" not in shown


def test_the_bare_theme_reads_in_its_own_fonts_from_its_own_host(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for family, weights in measure_pages.FONTS.items():
        (tmp_path / family / "files").mkdir(parents=True)
        for weight in weights:
            rule = f"{family} {weight} font-display: swap"
            (tmp_path / family / f"latin-{weight}.css").write_text(rule, encoding="utf-8")
    monkeypatch.setattr(measure_pages, "FONTSOURCE", tmp_path)

    measure_pages.host_fonts(bare, ESSAY)

    assert "https://fonts." not in (bare / ESSAY / "index.html").read_text(encoding="utf-8")
    rules = (bare / "fonts/fonts.css").read_text(encoding="utf-8").splitlines()
    assert len(rules) == 10
    assert rules[-1] == "roboto-mono 700-italic font-display: fallback"


def test_nothing_unused_of_the_theme_is_published(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix == ".map" or "lunr" in path.parts] == []


def test_the_sitemap_is_one_and_has_every_page_that_is_to_be_found(site: Path) -> None:
    import xml.etree.ElementTree as ET  # noqa: PLC0415

    # The form that sitemaps.org prescribes; what it allows and MkDocs does not write is left out.
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{space}urlset"
    assert {tuple(part.tag for part in url) for url in root} == {(f"{space}loc", f"{space}lastmod")}
    assert {url.tag for url in root} == {f"{space}url"}
    for day in root.iter(f"{space}lastmod"):
        datetime.date.fromisoformat(day.text or "")
    locations = [(node.text or "").removeprefix("https://example.org/") for node in root.iter(f"{space}loc")]
    assert sorted(locations) == sorted(address for address in addresses(site) if address != "404.html")
