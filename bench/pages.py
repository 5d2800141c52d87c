"""How quick the pages are, and how heavy: python bench/pages.py [--rounds N] [--runs N] [--only WORD] [--write].

In a database of its own, thrown away afterwards: the shipped tables and three people who logged the same kind of meals
for a month, a year and ten years. Requests go through the WSGI application with the settings of an install, in this
process: every middleware and the compression, no socket and no server before it. Two views of the bench stand for what
cannot be had quicker: an empty one, and one with three small queries; both are reached through the same middleware,
which reads session and person. Beside each page stand the same values without its template ("data"), and beside the
week what it cannot do without: what was eaten and what is known of it ("core"), and the same sums by hand. The cases
take turns in short blocks, so that a busy machine slows all of them alike; compare ratios of one run, not times of two.
A ratio is the median of the ratios of all runs. CPU is this process' own time. DATABASE_URL measures PostgreSQL.
"""

import argparse
import gzip
import os
import platform
import random
import re
import statistics
import sys
import tempfile
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("RESULTS.md")
SPANS = {"1 month": 30, "1 year": 365, "10 years": 3650}  # days of diary
FOODS = 150  # that one person's meals are made of
MEALS = {"breakfast": 4, "lunch": 5, "dinner": 5, "snack": 2}  # entries a day
BLOCK = 4  # requests of one case in a row; the first of a block is not counted
SENTENCE = "2 eggs, toast with butter and half an avocado"
BASE = "three queries"
TITLE = "## Pages"
# What is held against what, and the most it may take, both by the clock and of the processor.
GOALS = (
    ("day, data", BASE, 2.5), ("week, core", BASE, 2.5), ("week, data", BASE, 2.5), ("day", "day, data", 2.0),
    ("week", "week, data", 2.0), ("add an entry", BASE, 2.5), ("week, core", "week, by hand", 2.0),
)  # fmt: skip
GROWTH = 1.15  # from a month of diary to ten years, by CPU
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|png))"')


class Case(NamedTuple):
    """One kind of request of one person. form: what is posted, made anew each time; None: a GET."""

    name: str
    span: str
    path: str
    form: Callable[[], dict[str, str]] | None = None


class Times(NamedTuple):
    """[ms] of every counted request."""

    wall: list[float]
    cpu: list[float]


class Answer(NamedTuple):
    status: int
    body: bytes


class Browser:
    """One signed-in person, over the WSGI application."""

    def __init__(self, application: Callable[..., Any], session: str, csrf: str) -> None:
        self.application, self.csrf = application, csrf
        self.cookies = f"sid={session}; csrf={csrf}"

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        body = urlencode(form | {"csrfmiddlewaretoken": self.csrf}).encode() if form is not None else b""
        environ = {
            "REQUEST_METHOD": "GET" if form is None else "POST", "PATH_INFO": path, "QUERY_STRING": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_COOKIE": self.cookies, "HTTP_ACCEPT_ENCODING": "gzip, br",
            "HTTP_ACCEPT_LANGUAGE": "en", "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }  # fmt: skip
        told: list[str] = []
        parts = self.application(environ, lambda status, _headers, _error=None: told.append(status))
        sent = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Answer(int(told[0][:3]), sent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4, help="blocks of every case in a run")
    parser.add_argument("--runs", type=int, default=5, help="whose ratios are worked out apart")
    parser.add_argument(
        "--only", default="", metavar="WORD", help="cases with this word, and the two views of the bench"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into bench/RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gutcheck-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "gutcheck.settings", "GUTCHECK_DATA": folder}
        sys.path.insert(0, str(ROOT))
        load, started = os.getloadavg()[0], datetime.now().astimezone()
        people, cases = prepare()
        cases = [case for case in cases if not case.span or options.only in case.name]
        queries = {case: queries_of(people[case.span], case) for case in cases}
        runs = [measure(people, cases, options.rounds) for _ in range(options.runs)]
        lines = [
            *heading(started, load, options.rounds, options.runs),
            *table_of_times(runs, queries),
            *table_of_goals(runs),
            *table_of_bytes(people["1 month"], cases),
        ]
    print("\n".join(lines))
    if options.write:
        write("\n".join(lines), TITLE)


# --- the database -------------------------------------------------------------------------------------------------
def prepare() -> tuple[dict[str, Browser], list[Case]]:
    """Tables, people with their diaries, static files; a browser for each person, and what will be asked."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("load_tables", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    add_views()
    from gutcheck.wsgi import application

    today = timezone.localdate()
    people = {span: Browser(application, *person(span, days, today)) for span, days in SPANS.items()}
    people[""] = people["1 month"]
    return people, list(cases_on(today))


def person(span: str, days: int, today: date) -> tuple[str, str]:
    """Somebody who logged so many days, the last of them today; their session and CSRF secret."""
    from django.test import Client

    from accounts.models import Profile, User

    user = User.objects.create_user(f"{span.replace(' ', '-')}@example.org", "porridge with oat milk")
    Profile.objects.filter(user=user).update(birth_year=today.year - 34, sex="female", menstruating=True)
    keep_diary(user, [today - timedelta(days=back) for back in range(days)])
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client.cookies["sid"].value, "c" * 32


def keep_diary(user: Any, dates: Sequence[date]) -> None:
    """The same meals on the same date for everybody; nine days of ten are complete, today is open."""
    from diary.models import Day, Entry
    from nutrients.models import Portion

    foods = Portion.objects.filter(food__is_common=True, food__usual_grams__isnull=False, food__is_supplement=False)
    portions = list(foods.exclude(description="1 g").order_by("food__fdc_id", "position"))
    chosen = random.Random(7).sample(portions, FOODS)  # noqa: S311 - the same foods every time
    entries = [
        Entry(person=user, eaten_on=on, meal=meal, portion=portion, quantity=1, grams=portion.grams)
        for on in dates
        for meal, count in MEALS.items()
        for portion in random.Random(f"{on} {meal}").sample(chosen, count)  # noqa: S311
    ]
    Entry.objects.bulk_create(entries, batch_size=2000)
    Day.objects.bulk_create(
        Day(person=user, date=on, complete=on.toordinal() % 10 > 0, typical="typical") for on in dates[1:]
    )


def add_views() -> None:
    """The two views the pages are held against."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from diary.models import Day, Entry
    from gutcheck.urls import urlpatterns
    from nutrients.models import Nutrient

    def empty(request: HttpRequest) -> HttpResponse:
        return HttpResponse("")

    def three(request: Any) -> HttpResponse:
        eaten = [entry.grams for entry in Entry.objects.of(request.user).with_food()[:15]]
        days = Day.objects.of(request.user).count()
        return HttpResponse(f"{sum(eaten)} {days} {Nutrient.objects.first()}")

    urlpatterns += [path("bench/empty/", empty), path("bench/three/", three), *views_of_data()]


def views_of_data() -> list[Any]:
    """The values of a day and of a week without their templates; the week's core, and the same sums by hand."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from diary.models import Day
    from diary.report import days_of, eaten_between
    from diary.views.day import day_page
    from diary.views.week import week_report
    from nutrients.assessment.bare import bare_intakes
    from nutrients.assessment.verdicts import aligned_by
    from nutrients.published import compositions, published_tables

    day_data, week_data = without_template(day_page), without_template(week_report)

    def eaten(request: Any, week: Any) -> tuple[Any, Any, Any]:
        person = request.user.profile.as_person(week.last_day)
        tables = published_tables(person.reference_set, person.stages)
        rows = eaten_between(request.user, week.first_day, week.last_day)
        return tables, rows, compositions(rows, [nutrient.tagname for nutrient in tables.nutrients])

    def core(request: Any, week: Any) -> HttpResponse:
        tables, rows, foods = eaten(request, week)
        days = days_of(week.days, rows, foods, Day.objects.of(request.user).in_week(week))
        return HttpResponse(str(len(bare_intakes(days, aligned_by(tables)))))

    def by_hand(request: Any, week: Any) -> HttpResponse:
        _tables, rows, foods = eaten(request, week)
        complete = set(Day.objects.of(request.user).in_week(week).filter(complete=True).values_list("date", flat=True))
        sums: dict[str, float] = defaultdict(float)
        for row in rows:
            if row.eaten_on in complete:
                for tagname, amount in foods[row.food_id].amounts.items():
                    sums[tagname] += amount * row.grams / 100
        return HttpResponse(str(len(sums)))

    def data_of_week(request: HttpRequest, week: Any) -> HttpResponse:
        answer: HttpResponse = week_data(request, week, week.last_day + timedelta(days=1))
        return answer

    return [
        path("bench/day/<date:date>/", day_data), path("bench/week/<week:week>/", data_of_week),
        path("bench/core/<week:week>/", core), path("bench/by-hand/<week:week>/", by_hand),
    ]  # fmt: skip


def without_template(view: Any) -> Callable[..., Any]:
    """The same view, which works out all that its template would be given and then answers with nothing."""
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    def worked_out(_request: HttpRequest, _name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        for value in context.values():
            if isinstance(value, QuerySet | Iterator):
                list(value)
        return HttpResponse("", status=status)

    names = {**view.__globals__, "render": worked_out}
    copy = types.FunctionType(view.__code__, names, view.__name__, view.__defaults__, view.__closure__)
    copy.__kwdefaults__ = view.__kwdefaults__
    return copy


def cases_on(today: date) -> Iterator[Case]:
    from diary.weeks import Week
    from nutrients.models import Portion

    portion = Portion.objects.filter(food__is_common=True, food__owner=None).order_by("pk")[0]
    keys = (str(UUID(int=number, version=4)) for number in range(1, 1_000_000))
    week, other_day = Week.of(today).previous, (today - timedelta(days=20)).isoformat()

    def entry() -> dict[str, str]:
        return {
            "key": next(keys), "eaten_on": other_day, "meal": "lunch", "food": str(portion.food_id),
            "portion": str(portion.pk), "quantity": "1",
        }  # fmt: skip

    yield Case("empty view", "", "/bench/empty/")
    yield Case(BASE, "", "/bench/three/")
    for span in SPANS:
        yield Case("day", span, f"/day/{today - timedelta(days=1)}/")
        yield Case("day, data", span, f"/bench/day/{today - timedelta(days=1)}/")
        yield Case("week", span, f"/week/{week}/")
        yield Case("week, data", span, f"/bench/week/{week}/")
        yield Case("week, core", span, f"/bench/core/{week}/")
        yield Case("week, by hand", span, f"/bench/by-hand/{week}/")
        yield Case("why", span, f"/week/{week}/why/FE/")
        yield Case("add an entry", span, "/entries/add/", entry)
        yield Case(
            "read a sentence", span, f"/day/{today}/read/",
            lambda: {"key": next(keys), "text": SENTENCE, "words": SENTENCE, "meal": "breakfast"},
        )  # fmt: skip


# --- the measurement ------------------------------------------------------------------------------------------------
def queries_of(browser: Browser, case: Case) -> int:
    """How many queries a request takes, once the process is warm. Says so where it is refused."""
    from django.core.signals import request_started
    from django.db import connection, reset_queries

    for _ in range(2):
        answer = browser.ask(case.path, case.form and case.form())
        if answer.status not in (200, 303):
            sys.exit(f"{case.path}: {answer.status}")
    request_started.disconnect(reset_queries)
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    browser.ask(case.path, case.form and case.form())
    connection.force_debug_cursor = False
    return sum("SAVEPOINT" not in query["sql"] for query in connection.queries)


def measure(people: dict[str, Browser], cases: Sequence[Case], rounds: int) -> dict[Case, Times]:
    times: dict[Case, Times] = defaultdict(lambda: Times([], []))
    for number in range(rounds):
        for case in cases[:: 1 if number % 2 else -1]:
            for place in range(BLOCK):
                form = case.form and case.form()
                wall, cpu = time.perf_counter(), time.process_time()
                people[case.span].ask(case.path, form)
                if place:
                    times[case].cpu.append((time.process_time() - cpu) * 1000)
                    times[case].wall.append((time.perf_counter() - wall) * 1000)
    return {case: times[case] for case in cases}


# --- the tables -----------------------------------------------------------------------------------------------------
def heading(started: datetime, load: float, rounds: int, runs: int) -> Iterator[str]:
    from django.db import connection

    from nutrients.models import Food

    yield f"{TITLE}, {started:%Y-%m-%d %H:%M}, `python bench/pages.py --rounds {rounds} --runs {runs}`"
    yield ""
    yield (
        f"{processor()}, {os.cpu_count()} processors; load average {load:.1f} before, {os.getloadavg()[0]:.1f} after. "
        f"Python {platform.python_version()}, {connection.vendor}, {Food.objects.count()} foods. "
        "In-process WSGI application with an install's settings. Times in ms."
    )


def processor() -> str:
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", info.read_text()) if info.exists() else []
    return names[0] if names else platform.machine()


def table_of_times(runs: Sequence[dict[Case, Times]], queries: dict[Case, int]) -> Iterator[str]:
    """Times of all runs. Ratio: to the view with three queries, by the clock. Growth: by CPU."""
    yield "\n| | diary | queries | median | p95 | CPU, median | ratio | growth |\n|---|---|--:|--:|--:|--:|--:|--:|"
    for case in runs[0]:
        wall = [value for run in runs for value in run[case].wall]
        cpu = [value for run in runs for value in run[case].cpu]
        base = median([ratio(run, case, BASE) for run in runs])
        growth = f"{growth_of(runs, case.name):.2f}" if case.span == "10 years" else ""
        yield (
            f"| {case.name} | {case.span} | {queries[case]} | {median(wall):.1f} | {part(wall, 95):.1f}"
            f" | {median(cpu):.1f} | {base:.1f} | {growth} |"
        )


def ratio(run: dict[Case, Times], case: Case, other: str, which: str = "wall") -> float:
    """Of one run: how many times as long as the other one of the same diary, or as the view of the bench."""
    found = next(own for own in run if own.name == other and own.span in ("", case.span))
    return median(getattr(run[case], which)) / median(getattr(run[found], which))


def growth_of(runs: Sequence[dict[Case, Times]], name: str) -> float:
    """CPU at ten years of diary / CPU at a month; the median of the runs."""
    by_span = [{case.span: median(taken.cpu) for case, taken in run.items() if case.name == name} for run in runs]
    return median([spans["10 years"] / spans["1 month"] for spans in by_span])


def table_of_goals(runs: Sequence[dict[Case, Times]]) -> Iterator[str]:
    """A year of diary; medians of the ratios of the runs. Met: by the clock, which waits for the disk, and by CPU."""
    yield "\n| one year of diary | against | ratio, clock | ratio, CPU | goal | |\n|---|---|--:|--:|--:|---|"
    cases = {case.name: case for case in runs[0] if case.span == "1 year"}
    for name, other, most in GOALS:
        if name not in cases or (other != BASE and other not in cases):
            continue
        clock, cpu = (median([ratio(run, cases[name], other, which) for run in runs]) for which in ("wall", "cpu"))
        yield f"| {name} | {other} | {clock:.2f} | {cpu:.2f} | {most} | {told(max(clock, cpu), most)} |"
    grown = {name: growth_of(runs, name) for name in cases}
    name = max(grown, key=grown.__getitem__)
    yield f"| {name}, ten years | the same, one month | | {grown[name]:.2f} | {GROWTH} | {told(grown[name], GROWTH)} |"


def told(value: float, most: float) -> str:
    return "met" if value <= most else "missed"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def part(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def table_of_bytes(browser: Browser, cases: Sequence[Case]) -> Iterator[str]:
    """Over the wire, compressed, without headers and fonts. After the first visit only the page itself is fetched."""
    yield "\n| [bytes] | page | styles | scripts | icons | first visit | after |\n|---|--:|--:|--:|--:|--:|--:|"
    for case in cases:
        if case.span != "1 month" or case.form or case.path.startswith("/bench/"):
            continue
        page = browser.ask(case.path).body
        sizes: dict[str, int] = defaultdict(int)
        for address in dict.fromkeys(LINKED.findall(text_of(page))):
            sizes[address.rsplit(".", 1)[1]] += len(browser.ask(address).body)
        icons = sizes["svg"] + sizes["png"]
        first = len(page) + sizes["css"] + sizes["js"] + icons
        yield f"| {case.name} | {len(page)} | {sizes['css']} | {sizes['js']} | {icons} | {first} | {len(page)} |"


def write(section: str, title: str) -> None:
    """Into the file of results, in the place of an earlier run; what other benches wrote stays."""
    written = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    parts = [part for part in re.split(r"\n(?=## )", written) if not part.startswith(title)]
    RESULTS.write_text("\n\n".join(part.strip() for part in [*parts, section]) + "\n", encoding="utf-8")


def text_of(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


if __name__ == "__main__":
    main()
