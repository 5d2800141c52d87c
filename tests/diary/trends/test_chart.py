"""Places in the chart of weeks, by hand: 200 px are the axis, the base stands at 224."""

from diary.trends.chart import WeekBar, weeks_chart
from diary.trends.spans import weeks_until
from diary.weeks import Week

WEEKS = weeks_until(Week(2026, 47), 52)
ZINC = {"chart_id": "c", "title": "Zinc", "unit": "mg a day"}


def chart(bars, levels=(), **options):
    return weeks_chart(**ZINC, bars=bars, levels=levels, **options)


def only(bar, **options):
    return chart([bar], end=10, **options).columns[0]


def test_known_then_supplement_then_the_unknown_part():
    """Of 10: 4 known, 2 from supplements, and 1 more in the foods without a value."""
    column = only(WeekBar(WEEKS[-1], 4, supplement=2, estimate=5, part_unknown=True))
    assert (column.known.y, column.known.height) == ("144.0", "80.0")
    assert (column.supplement.y, column.supplement.height) == ("104.0", "40.0")
    assert (column.hatched.y, column.hatched.height) == ("84.0", "20.0")
    assert column.outline is None


def test_the_unknown_is_seen_however_little_it_is_and_reaches_the_top_where_nobody_can_say():
    little = only(WeekBar(WEEKS[-1], 4, estimate=4.0001, part_unknown=True))
    assert little.hatched.height == "3.0"
    unsaid = only(WeekBar(WEEKS[-1], 0, part_unknown=True))
    assert (unsaid.known, unsaid.hatched.y, unsaid.hatched.height) == (None, "24.0", "200.0")


def test_a_week_that_cannot_be_told_is_outlined_never_a_zero():
    column = only(WeekBar(WEEKS[-1], None))
    assert (column.known, column.hatched, column.interval) == (None, None, None)
    assert column.outline.height == "172.0"


def test_a_true_zero_is_no_outline():
    column = only(WeekBar(WEEKS[-1], 0))
    assert (column.known, column.outline) == (None, None)


def test_the_interval_stands_beside_its_bar():
    column = only(WeekBar(WEEKS[-1], 4, interval=(2, 5, 9)))
    assert column.interval[1:] == ("184.0", "124.0", "44.0")
    assert float(column.interval[0][:-1]) > float(column.centre[:-1])


def test_levels_that_lie_close_keep_their_labels_apart():
    found = chart([WeekBar(WEEKS[-1], 4)], [(6.8, "need 6.8"), (7, "RDA 7")]).levels
    assert [(level.label, level.is_main) for level in found] == [("RDA 7", False), ("need 6.8", True)]
    assert float(found[1].label_y) - float(found[0].label_y) >= 14


def test_everything_drawn_lies_on_the_axis():
    drawn = chart([WeekBar(WEEKS[-1], 4, interval=(2, 5, 19))], [(12, "need 12")])
    assert [label for _y, label in drawn.grid] == ["0", "12.5", "25"]  # 19 and a fifth more, made round


def test_few_weeks_have_their_date_many_have_months():
    few = chart([WeekBar(week, 1, count="7 d", shape="looks_fine") for week in WEEKS[-8:]])
    assert few.columns[-1].labels == ("16", "Nov")
    assert few.has_shapes
    half = chart([WeekBar(week, 1, count="7 d", shape="looks_fine") for week in WEEKS[-26:]])
    assert [column.labels[0] for column in half.columns if column.labels] == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert half.is_dense
    assert not half.has_shapes
    year = chart([WeekBar(week, 1) for week in WEEKS])
    assert [column.labels[0] for column in year.columns if column.labels] == ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]


def test_all_weeks_fit_between_the_ends():
    for number in (4, 8, 26, 52):
        drawn = chart([WeekBar(week, 1, interval=(1, 1, 1)) for week in WEEKS[-number:]])
        ends = [float(text[:-1]) for text in (drawn.left, drawn.columns[0].x, drawn.columns[-1].x, drawn.right)]
        assert ends == sorted(ends)
        assert float(drawn.columns[-1].interval[0][:-1]) < ends[-1]
