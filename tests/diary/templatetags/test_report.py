from django.template import Context, Template

from diary.week_page.cells import Cell
from diary.week_page.wording import Tag


def printed(text: str, **values: object) -> str:
    return Template("{% load report %}" + text).render(Context(values))


def test_cells_are_elements_with_a_hidden_word_and_nothing_in_them_is_markup():
    cells = [Cell("1.2", "q1 part", "mg at least"), Cell("<b>", "nil", 'a "day" & more')]
    assert printed('{% day_cells "td" cells %}', cells=cells) == (
        '<td class="q1 part"><span>1.2</span><span class="visually-hidden"> mg at least</span></td>'
        '<td class="nil"><span>&lt;b&gt;</span>'
        '<span class="visually-hidden"> a &quot;day&quot; &amp; more</span></td>'
    )


def test_a_verdict_keeps_to_its_own_words_and_form():
    """One is drawn for each tag: the same verdict in another language, or bare, is another."""
    english, spanish = Tag("Looks low", "looks_low", "v-low"), Tag("Parece bajo & más", "looks_low", "v-low")
    shown = printed("{% verdict a %}|{% verdict b %}|{% verdict a bare=True %}", a=english, b=spanish).split("|")
    assert shown[0].endswith("Looks low</span>")
    assert "Parece bajo &amp; más" in shown[1]
    assert 'class="gc-v v-low bare"' in shown[2]
    assert all(one.count('<svg class="gc-g v-low"') == 1 for one in shown)
    assert printed("{% verdict tag %}", tag=Tag("Amount only")) == '<span class="gc-b gc-2">Amount only</span>'


def test_each_shape_is_drawn_and_none_is_blank():
    assert 'class="gc-g v-may"' in printed('{% glyph "may_be_low" %}')
    assert printed('{% glyph "" %}') == ""
