"""The summary on paper over HTTP: the page to print and the PDF say what the week page says."""

import io
import re
import sys
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import Profile, User
from diary.models import CheckIn, Day, Entry
from diary.summary import pdf
from diary.weeks import Week
from nutrients.models import Food, Portion
from tests.conftest import signed_in
from tests.diary.larder import TODAY, own
from tests.diary.week_page.rendered import FORBIDDEN

pytestmark = pytest.mark.usefixtures("at_noon", "shipped_tables")
WEEK = "/week/2026-W46/"  # the week before the one of TODAY: full, in the demo diary
VERDICTS = "Looks low in your log|May be low|No clear sign|Looks fine|Can’t tell yet"


@pytest.fixture
def client(maya) -> Client:
    return signed_in(maya)


def pdf_of(client: Client, query: str = "", week: str = WEEK) -> PdfReader:
    answer = client.get(f"{week}report.pdf{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), answer.content[:2000]
    return PdfReader(io.BytesIO(answer.content))


def words(reader: PdfReader, *pages: int) -> str:
    texts = [page.extract_text() for n, page in enumerate(reader.pages, 1) if not pages or n in pages]
    return re.sub(r"\s+", " ", " ".join(texts).replace("\0", ""))  # the reader's, where a letter has no font


def printable(client: Client, query: str = "", week: str = WEEK) -> str:
    """What the sheet says."""
    page = client.get(f"{week}summary/{query}").content.decode()
    sheet = page[page.index("<article") : page.index("</article>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(title|style).*?</\1>|<[^>]+>", " ", sheet, flags=re.S)))


def food_names(person: User) -> set[str]:
    logged = Entry.objects.of(person).in_week(Week.parse("2026-W46"))
    return set(logged.values_list("portion__food__name", flat=True))


def verdicts_on_the_week_page(client: Client) -> dict[str, str]:
    """Nutrient -> verdict, from the table of all nutrients."""
    page = unescape(client.get(WEEK).content.decode())
    table = page[page.index('id="all"') : page.index('id="decided"')]
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", table))
    names = re.findall(r'why/[^"]+/">([^<]+)</a>', table)
    return {name: re.search(rf"{re.escape(name)} .*?({VERDICTS}|Amount only)", plain)[1] for name in names}


# --- the PDF ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("pdf_libraries")
def test_the_pdf_says_what_the_week_page_says(client):
    on_screen = verdicts_on_the_week_page(client)
    assert len(on_screen) > 25
    assert {"Looks low in your log", "Looks fine"} <= set(on_screen.values())
    reader = pdf_of(client)
    first, appendix = words(reader, 1), words(reader, *range(2, len(reader.pages) + 1))
    table = appendix[appendix.index("All nutrients, a day") : appendix.index("Day by day")]
    for name, verdict in on_screen.items():
        assert re.search(rf"{re.escape(name)} \S+ {verdict}", table), (name, verdict)
        if verdict in {"Looks low in your log", "May be low"}:
            assert re.search(rf"{re.escape(name)} [^▸]*?{verdict}", first), (name, verdict)
    assert "a blood test, not a food log, shows status" in first
    assert "It does not diagnose, treat or prevent any disease" in first
    assert "US/Canada DRI" in first
    assert "Rye bread" in appendix


@pytest.mark.usefixtures("pdf_libraries")
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_summary_is_one_page_and_everything_in_it_is_tagged(client, paper):
    reader = pdf_of(client, f"?paper={paper}")
    assert reader.pages[1].extract_text().startswith("Appendix")
    assert "Appendix" not in words(reader, 1)
    assert len(pdf_of(client, f"?paper={paper}&leave_out=appendix").pages) == 1
    figures = [tag for tag in tags_of(reader) if tag["/S"] == "/Figure"]
    assert figures
    assert all(figure.get("/Alt") for figure in figures)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD"} <= {tag["/S"] for tag in tags_of(reader)}


def tags_of(reader: PdfReader) -> list:
    def below(node):
        node = node.get_object()
        if isinstance(node, list):
            return [tag for child in node for tag in below(child)]
        if not hasattr(node, "get"):
            return []
        return ([node] if "/S" in node else []) + (below(node["/K"]) if "/K" in node else [])

    return below(reader.trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.usefixtures("pdf_libraries")
def test_the_file_says_its_week_and_nobody_s_name(client, maya):
    answer = client.get(f"{WEEK}report.pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gutcheck-2026-W46.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.metadata.title.startswith("Summary, 9–15 November 2026 · printed 19 Nov 2026")
    assert reader.metadata.author is None
    assert maya.email not in words(reader)


@pytest.mark.usefixtures("pdf_libraries")
def test_a_kept_week_is_printed_as_it_was_kept(client, maya):
    assert client.post(f"{WEEK}keep/", {"key": str(uuid4())}).status_code == 303
    then = words(pdf_of(client))
    assert "as kept on 19 Nov 2026" in then
    Entry.objects.of(maya).delete()
    Food.objects.update(name="Something else")
    Profile.objects.update(sex="male", menstruating=None, diet="vegan")
    assert words(pdf_of(client)) == then


@pytest.mark.usefixtures("pdf_libraries")
def test_300_entries_a_day_and_odd_names_are_printed(bob, bob_client):
    days = Week.parse("2026-W46").days
    names = ["ا" * 160, "x" * 160, "<b>bold</b> & {{ sum }}", "לחם שיפון", "a\u202eb", "汤"]
    portions = [
        Portion.objects.create(food=own(bob, name, makeup_known=False), position=1, description="1 g", grams=1)
        for name in names
    ]
    Day.objects.bulk_create(Day(person=bob, date=on, complete=True) for on in days)
    Entry.objects.bulk_create(
        Entry(person=bob, eaten_on=on, meal="lunch", portion=portions[n % len(names)], quantity=1, grams=10)
        for on in days
        for n in range(300)
    )
    said = words(pdf_of(bob_client))
    assert "2100 entries" in said
    assert "<b>bold</b> & {{ sum }} 500 g" in said


@pytest.mark.usefixtures("pdf_libraries")
def test_a_week_with_nothing_logged_is_one_page_that_says_so(bob_client):
    reader = pdf_of(bob_client)
    assert len(reader.pages) == 1
    assert "This week has no complete days." in words(reader)


def test_where_the_libraries_are_missing_the_page_to_print_is_offered(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = client.get(f"{WEEK}report.pdf?paper=letter")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert f'href="{WEEK}summary/?paper=letter"' in page
    assert "apt-get" not in page  # nothing for whoever cannot install it
    assert "Vitamin D" in printable(client)


def test_who_looks_after_the_server_is_told_what_to_install(client, maya, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    User.objects.filter(pk=maya.pk).update(is_staff=True)
    page = client.get(f"{WEEK}report.pdf").content.decode()
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in page


@pytest.mark.usefixtures("pdf_libraries")
def test_a_busy_server_says_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST_WAIT", 0.01)
    with pdf._one_at_a_time:
        answer = client.get(f"{WEEK}report.pdf?leave_out=foods")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert f'href="{WEEK}report.pdf?leave_out=foods"' in answer.content.decode()


# --- the page to print --------------------------------------------------------------------------------------------


def test_the_week_page_leads_to_the_summary_and_back(client):
    assert f'href="{WEEK}summary/"' in client.get(WEEK).content.decode()
    assert f'href="{WEEK}"' in client.get(f"{WEEK}summary/").content.decode()


def test_names_of_foods_left_out_stand_nowhere(client, maya):
    names = {name for name in food_names(maya) if len(name) > 5}
    assert len(names) > 30
    whole, without = printable(client), printable(client, "?leave_out=foods")
    assert all(name in whole for name in names)
    assert [name for name in names if name in without] == []


def test_the_appendix_and_what_was_said_can_be_left_out(client, maya):
    CheckIn.objects.of(maya).filter(date=Week.parse("2026-W46").first_day).update(stress=3, note="a hard day")
    assert "a hard day" in printable(client)
    assert "a hard day" not in printable(client, "?leave_out=check_ins")
    assert "Appendix" in printable(client)
    assert "Appendix" not in printable(client, "?leave_out=appendix")


def test_check_ins_are_the_person_s_own_and_of_that_week(client, maya, bob):
    CheckIn.objects.create(person=bob, date=Week.parse("2026-W46").first_day, note="bob was here")
    CheckIn.objects.create(person=maya, date=TODAY, note="another week")
    said = printable(client)
    assert "bob was here" not in said
    assert "another week" not in said


def test_the_paper_follows_the_browser_until_it_is_chosen(client):
    def style(query: str, asked_for: str) -> str:
        page = client.get(f"{WEEK}summary/{query}", headers={"accept-language": asked_for}).content.decode()
        return re.search(r"paper-(\w+)\.css", page)[1]

    assert style("", "en-US,en") == "letter"
    assert style("", "de-DE") == "a4"
    assert style("?paper=a4", "en-US,en") == "a4"


def test_no_word_of_it_judges_a_body(client):
    said = printable(client)
    fixed = "It does not diagnose, treat or prevent any disease"
    assert fixed in said
    assert FORBIDDEN.findall(said.replace(fixed, "")) == []


def test_a_week_to_come_and_no_week_have_their_pages(client):
    for page in ("summary/", "report.pdf"):
        assert "2199" not in client.get(f"/week/2026-W53/{page}").headers.get("Content-Type", "")
        assert client.get(f"/week/2026-W53/{page}").headers["Content-Type"].startswith("text/html")
        assert client.get(f"/week/2026-W54/{page}").status_code == 404
        assert client.post(f"{WEEK}{page}").status_code == 405
