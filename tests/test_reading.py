"""A reader's way through the real site, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, expect


def test_a_reader_goes_from_home_to_a_theme_to_an_essay_to_a_related_one(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(served)
    page.locator("article").get_by_role("link", name="Reliability", exact=True).click()
    expect(page).to_have_url(f"{served}reliability/")
    page.locator("article").get_by_role("link", name="Idempotency as Calm").click()
    expect(page.locator("h1")).to_have_text("Idempotency as Calm")
    page.locator("section[aria-labelledby=relations]").get_by_role("link", name="Debugging With Row Counts").click()
    expect(page.locator("h1")).to_have_text("Debugging With Row Counts")
    expect(page.locator("section[aria-labelledby=relations]")).to_contain_text("Idempotency as Calm")
    page.close()


def test_a_reader_finds_an_essay_by_search(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(served)
    page.keyboard.press("/")
    page.keyboard.type("row counts", delay=30)
    first = page.locator(".md-search-result__link").first
    expect(first).to_contain_text("Debugging With Row Counts", timeout=15_000)
    first.click()
    expect(page.locator("h1")).to_have_text("Debugging With Row Counts")
    page.close()


def test_a_figure_is_shown_in_the_scheme_that_the_reader_chose(browser: Browser, served: str) -> None:
    for scheme, shown, hidden in (("light", "light", "dark"), ("dark", "dark", "light")):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{served}privacy/privacy-is-a-systems-property/")
        expect(page.locator(f"img[src$='#only-{shown}']").first).to_be_visible()
        expect(page.locator(f"img[src$='#only-{hidden}']").first).to_be_hidden()
        page.close()
