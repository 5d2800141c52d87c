"""What cannot be told yet, grouped by what would settle it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Profile
from diary.unread import unread_name
from diary.week_page.alternatives import decides
from diary.week_page.judge import skipped_questions
from diary.week_page.sentences import logged_range, sources_line
from diary.week_page.supplements import with_food_alone
from diary.week_page.wording import amount, counted, in_sentence, level, percent, with_unit
from nutrients.assessment.coverage import CoverageReport, NutrientReport
from nutrients.assessment.rules import Reason, Verdict
from nutrients.in_language import in_language

MOST_FOODS = 6  # named; the rest are counted


@dataclass(frozen=True, slots=True)
class Named:
    """A nutrient of a group, with what its log does say."""

    tagname: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Nutrients that cannot be told for one and the same reason. foods: (name, share of energy) without a value."""

    names: tuple[Named, ...]
    reason: str
    settle: str
    foods: tuple[tuple[str, str], ...] = ()
    more_foods: str = ""
    asks_profile: bool = False


def unsettled(report: CoverageReport, profile: Profile) -> Iterator[Unsettled]:
    """The groups, those first that a person can settle."""
    rows = report.having(Verdict.CANNOT_TELL)
    for reason in WORDS:
        own = [row for row in rows if row.finding.reason is reason]
        for group in _split(reason, own, profile):
            yield _group(reason, group, report, profile)


def reasons_in_order(report: CoverageReport) -> list[Reason]:
    """Why nutrients cannot be told, the commonest first."""
    reasons = [row.finding.reason for row in report.having(Verdict.CANNOT_TELL) if row.finding.reason]
    return sorted(set(reasons), key=lambda reason: (-reasons.count(reason), list(WORDS).index(reason)))


def _split(reason: Reason, rows: Sequence[NutrientReport], profile: Profile) -> Iterator[list[NutrientReport]]:
    """One group a reason; where foods lack a value, or answers are missing, one a set of them; of tables one each."""
    if reason is Reason.FEW_KNOWN:
        for _foods, group in groupby(sorted(rows, key=_food_ids), key=_food_ids):
            yield list(group)
    elif reason is Reason.ANSWERS_DIFFER:
        found: defaultdict[tuple[str, ...], list[NutrientReport]] = defaultdict(list)
        for row in rows:
            found[_deciding(row, profile)].append(row)
        yield from found.values()
    elif reason is Reason.PARTIAL_AMOUNTS:
        for row in rows:
            yield [row]
    elif rows:
        yield list(rows)


def _food_ids(row: NutrientReport) -> list[int]:
    return sorted(food.food_id for food in row.intake.unknown)


def _group(reason: Reason, rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> Unsettled:
    why, what = WORDS[reason](rows, report, profile)
    foods = rows[0].intake.unknown if reason is Reason.FEW_KNOWN else ()
    rest = len(foods) - MOST_FOODS
    return Unsettled(
        tuple(Named(row.nutrient.tagname, in_language(row.nutrient.name), what_is_shown(row)) for row in rows),
        why,
        what,
        tuple((food.name, percent(food.share)) for food in foods[:MOST_FOODS]),
        ngettext("and %d more", "and %d more", rest) % rest if rest > 0 else "",
        reason is Reason.ANSWERS_DIFFER,
    )


def what_is_shown(row: NutrientReport) -> str:
    """What the log does say: the amount recorded, and how often a source was logged."""
    intake = row.intake
    if not intake.complete_days:
        return ""
    if intake.recorded is None:
        text = _("None of the foods logged has a value.")
    else:
        text = _("At least %s a day recorded.") if intake.unknown else _("%s a day recorded.")
        text %= with_unit(intake.recorded, row.nutrient)
    return " ".join(filter(None, [text, with_food_alone(row), sources_line(row)]))


def _few_days(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    missing = int(report.tables.settings.minimum_days) - report.quality.complete_days
    settle = ngettext("%(n)s more complete day.", "%(n)s more complete days.", missing)
    return _("Too few days are complete."), settle % {"n": counted(missing)}


def _few_known(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    intake = rows[0].intake
    least = percent(report.tables.settings.minimum_known_share)
    share, name = percent(1 - (intake.known_share or 0)), in_sentence(in_language(rows[0].nutrient.name))
    values = {"share": share, "least": least, "name": name}
    if not intake.known_share:
        text = _("No food in this week has a value; no value is not zero.")
        return text, _("nothing in these tables. It stays here rather than show a zero.")
    if len(rows) == 1:
        text = _("Foods holding %(share)s of the energy have no %(name)s value; %(least)s of it must be known.")
    else:
        text = _("Foods holding %(share)s of the energy have no value; %(least)s of it must be known.")
    if any(food.name == unread_name() for food in intake.unknown):
        return text % values, _("a look at your words that wait; then, similar foods that have a value.")
    return text % values, _("a similar food that has a value, logged in their place.")


def _no_reference(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    text = _("The %s reference values, or the survey they lean on, have none for everyone your answers allow.")
    return text % report.person.reference_set, _("nothing in a log; the amounts are shown below.")


def _answers_differ(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    text = _("Your answers leave more than one reference value, and they do not lead to the same verdict.")
    headings = _deciding(rows[0], profile)
    if not headings:
        return text, _("nothing this year: you are on the border of two age groups.")
    return text, _("an answer to: %s") % " ".join(headings)


def _deciding(row: NutrientReport, profile: Profile) -> tuple[str, ...]:
    """The skipped questions whose answer changes what this nutrient reads as."""
    return tuple(str(question.heading) for question in skipped_questions(profile) if decides(question, row))


def _below_ai(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    each = [
        _("%(name)s usually about %(usual)s (in these days %(given)s), AI %(level)s") % {
            "name": in_sentence(in_language(row.nutrient.name)), "given": logged_range(row),
            "usual": with_unit(adequacy.median, row.nutrient), "level": level(adequacy.reference.ai or 0),
        }
        for row in rows if (adequacy := row.adequacy)
    ]  # fmt: skip
    text = _(
        "Your usual intake is likelier under the suggested intake (AI) than over it: %s. What you usually eat is worked"
        " out from these days and from what people like you eat, so it is not what was logged."
    ) % "; ".join(each)
    return text, _("nothing. An AI is not a requirement, so being under it cannot show too little.")


def _partial(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    text = _("Food tables count only part of it: %s.") % in_language(rows[0].nutrient.partial_note)
    return text, _("nothing in a log: such amounts can show enough, never too little.")


def _cut_short(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    text = _("The log looks cut short, and what is not in it could only add to these.")
    return text, _("a few fuller days. Drinks, oil, dressing and snacks are left out most easily.")


def _minor(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    return _("Under 18, GutCheck shows amounts and gives no verdicts. Please read them together with a clinician."), ""


def _amount_only(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    row = rows[0]
    if row.nutrient.assessment == "upper":
        return _("An amount only: it is looked at for its level, and never for too little."), ""
    if row.intake.complete_days and row.intake.recorded is None:
        return _("No food in this week has a value, so the amount is unknown; no value is not zero."), ""
    return _("An amount only: nothing says how it varies from day to day, so no verdict is given."), ""


def _makeup_unknown(rows: Sequence[NutrientReport], report: CoverageReport, profile: Profile) -> tuple[str, str]:
    text = _("Some mixed foods do not list what is in them, so their days may or may not have held a source.")
    return text, _("logging what went into them.")


def reason_of(row: NutrientReport, report: CoverageReport, profile: Profile) -> tuple[str, str]:
    """Why there is no verdict, and what would settle it; both blank where there is one."""
    reason = row.finding.reason
    return WORDS[reason]([row], report, profile) if reason else ("", "")


WORDS = {
    Reason.FEW_DAYS: _few_days,
    Reason.FEW_KNOWN: _few_known,
    Reason.ANSWERS_DIFFER: _answers_differ,
    Reason.CUT_SHORT: _cut_short,
    Reason.PARTIAL_AMOUNTS: _partial,
    Reason.BELOW_ADEQUATE_INTAKE: _below_ai,
    Reason.NO_REFERENCE: _no_reference,
    Reason.MINOR: _minor,
    Reason.AMOUNT_ONLY: _amount_only,
    Reason.MAKEUP_UNKNOWN: _makeup_unknown,
}


SHORT = {
    Reason.FEW_DAYS: gettext_lazy("too few complete days"),
    Reason.ANSWERS_DIFFER: gettext_lazy("hangs on a skipped answer"),
    Reason.PARTIAL_AMOUNTS: gettext_lazy("tables count part of it"),
    Reason.CUT_SHORT: gettext_lazy("the log looks cut short"),
    Reason.BELOW_ADEQUATE_INTAKE: gettext_lazy("likely under the AI, which cannot show too little"),
    Reason.NO_REFERENCE: gettext_lazy("no reference for you"),
    Reason.MINOR: gettext_lazy("no verdicts under 18"),
    Reason.MAKEUP_UNKNOWN: gettext_lazy("mixed foods not itemised"),
}


def short_reason(row: NutrientReport) -> str:
    """The reason in a few words, for a table; blank where there is a verdict."""
    reason, intake = row.finding.reason, row.intake
    if reason is Reason.FEW_KNOWN:
        return _("%s of energy has no value") % percent(1 - (intake.known_share or 0))
    if reason is Reason.AMOUNT_ONLY:
        return _share_of_target(row) if row.nutrient.assessment == "amount" else ""
    return str(SHORT.get(reason, "")) if reason else ""


def _share_of_target(row: NutrientReport) -> str:
    """The recorded amount as a share of the RDA or AI; blank where there is none or nothing is known."""
    target = row.reference.target if row.reference else None
    if not target or row.intake.recorded is None:
        return ""
    text = _("at least %(share)s of %(level)s") if row.intake.unknown else _("%(share)s of %(level)s")
    return text % {"share": f"{amount(100 * row.intake.recorded / target, 0)}%", "level": level(target)}
