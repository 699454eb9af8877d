"""Documents in the programs that people open them with, a browser and LibreOffice; skipped where these are missing."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from briefs import brief

from core.article import Flag
from core.export.docx import to_docx
from core.export.templates import to_html
from core.summary import Parts, Reason, Summary

CHROMIUM, OFFICE = shutil.which("chromium"), shutil.which("soffice")
# Without these options the browser sends requests to its maker's hosts.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WORDS = "Les travaux de la ligne coûteraient six cents millions d'euros de plus que prévu. "


def wire():
    sample = brief("Le pont rouvre", WORDS * 3, "Rien n'est sûr.", flags=[Flag("number", "594 is missing")])
    reason = Reason("s2", 0.9, Parts(*[1.0] * 9))
    return replace(sample, summary=Summary("news", ("s2",), reasons=(reason,)))


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [360, 1200])
def test_a_page_asks_for_nothing_fits_its_window_and_is_dark_in_the_dark(browser, width, tmp_path):
    (tmp_path / "brief.html").write_text(to_html(wire(), wire()), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda line: errors.append(line.text))
    page.goto((tmp_path / "brief.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        grounds.append(sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))))
    assert grounds[0] > 600
    assert grounds[1] < 150
    # A sentence under the pointer highlights its counterpart, without a script.
    colours = "all => all.map(one => getComputedStyle(one).backgroundColor)"
    pairs = page.locator(".s")
    dim = pairs.evaluate_all(colours)
    for _ in range(50):  # a browser paints when it is ready
        page.locator("#w1-t2").hover()
        lit = pairs.evaluate_all(colours)
        if lit != dim:
            break
        page.wait_for_timeout(100)
    assert sum(before != after for before, after in zip(dim, lit, strict=True)) == 2
    page.close()
    assert requests == [(tmp_path / "brief.html").as_uri()]
    assert errors == []


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
def test_a_word_document_opens_in_libreoffice_with_every_pair_side_by_side(tmp_path):
    (tmp_path / "brief.docx").write_bytes(to_docx(wire()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [OFFICE, profile, "--headless", "--convert-to", "html", "--outdir", tmp_path, tmp_path / "brief.docx"]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    from lxml import html

    table = html.parse(tmp_path / "brief.html").getroot().find(".//table")
    rows = [[" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    assert len(rows) == 4
    for row, text in zip(rows[1:], ("Le pont rouvre", WORDS * 3, "Rien n'est sûr."), strict=True):
        assert len(row) == 2
        assert all(" ".join(text.split()) in cell for cell in row)
