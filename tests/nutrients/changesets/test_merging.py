"""Three-way: whoever changed a cell alone wins it; where both did, a person decides. Properties and worked cases."""

from hypothesis import given
from hypothesis import strategies as st

from nutrients.changesets.difference import difference, merged
from nutrients.tables.recorded import BY_NAME, STATEMENTS, own_columns, touched

NUTRIENT_COLUMNS = [column.name for column in own_columns("nutrients")]
cell = st.sampled_from(["", "1", "2", "3"])


def row_cells(table):
    names = [column.name for column in BY_NAME[table].columns if column.name not in BY_NAME[table].key]
    return st.fixed_dictionaries(dict.fromkeys(names, cell))


def rows_of_a_table(table, keys):
    return st.dictionaries(st.sampled_from([(table, key) for key in keys]), row_cells(table), max_size=3)


aliases = rows_of_a_table("food_aliases", [("oeuf", "egg"), ("ei", "egg"), ("huevo", "egg")])
settings_ = rows_of_a_table("rule_settings", [("tau",), ("low_cards",)])
foods = rows_of_a_table("foods", [("900",), ("1200",)])
values = rows_of_a_table("values", [("900", "ZN"), ("1200", "ZN")])
groups = rows_of_a_table("food_groups", [("a",), ("b",), ("c",)])
shares = rows_of_a_table("group_shares", [("900", "a"), ("900", "b"), ("1200", "c")])


@st.composite
def tables(draw):
    """Rows of several tables, of which those that name a food or nutrient find it."""
    rows = draw(aliases) | draw(settings_) | draw(foods)
    zinc = dict.fromkeys(NUTRIENT_COLUMNS, "1")
    rows |= apart(draw(groups))
    named = {row: cells for row, cells in draw(values).items() if ("foods", row[1][:1]) in rows}
    named |= {
        row: cells
        for row, cells in draw(shares).items()
        if ("foods", row[1][:1]) in rows and ("food_groups", row[1][1:]) in rows
    }
    return rows | {("nutrients", ("ZN",)): zinc} | named


def apart(rows):
    """Those of them whose name is nobody else's."""
    names = [cells["name"] for cells in rows.values()]
    return {row: cells for row, cells in rows.items() if names.count(cells["name"]) == 1}


def after(local, changes):
    rows = local | {change.row: change.after for change in changes}
    return {row: cells for row, cells in rows.items() if cells is not None}


def same(left, right):
    return not difference(left, right)


@given(tables(), tables())
def test_an_install_that_changed_nothing_becomes_what_is_shipped(base, shipped):
    taken, conflicts = merged(base, shipped, base)
    assert conflicts == []
    assert same(after(base, taken), shipped)


@given(tables(), tables())
def test_an_upgrade_that_changes_nothing_leaves_everything(base, local):
    assert merged(base, base, local) == ([], [])


@given(tables(), tables())
def test_both_to_the_same_is_nothing(base, both):
    assert merged(base, both, both) == ([], [])


@given(tables(), tables(), tables())
def test_no_cell_that_was_changed_here_is_lost(base, shipped, local):
    """Whatever an editor made of a cell, a row or a removal is there after what was taken over, unless both agree."""
    taken, _ = merged(base, shipped, local)
    result = after(local, taken)
    for row in {**base, **local}:
        ours = touched(row[0], base.get(row), local.get(row))
        if ours and row in local:
            assert {name: local[row][name] for name in ours} == {name: result[row][name] for name in ours}
        elif ours:
            assert row not in result


@given(tables(), tables(), tables())
def test_every_shipped_change_is_taken_over_or_asked_about(base, shipped, local):
    taken, conflicts = merged(base, shipped, local)
    result = after(after(local, taken), conflicts)
    for row in {**base, **shipped}:
        theirs = touched(row[0], base.get(row), shipped.get(row))
        if theirs and row in shipped:
            assert {name: shipped[row][name] for name in theirs} == {name: result[row][name] for name in theirs}
        elif theirs:
            assert row not in result


@given(tables(), tables(), tables())
def test_nothing_taken_over_names_what_is_not_there(base, shipped, local):
    taken, conflicts = merged(base, shipped, local)
    result = after(local, taken)
    wanted = after(result, conflicts)
    come = {change.row for change in conflicts if change.after is not None}
    for rows, all_rows in ((result, result), (come, wanted)):
        for table, key in rows:
            assert table != "values" or ("foods", key[:1]) in all_rows, "a value without its food"
            assert table != "group_shares" or ("food_groups", key[1:]) in all_rows, "a share without its group"


@given(tables(), tables(), tables())
def test_no_two_rows_get_one_name(base, shipped, local):
    taken, _ = merged(base, shipped, local)
    names = [cells["name"] for row, cells in after(local, taken).items() if row[0] == "food_groups" and cells["name"]]
    assert len(names) == len(set(names))


@given(tables(), tables(), tables())
def test_what_is_asked_about_is_told_of_what_will_be_in_force(base, shipped, local):
    taken, conflicts = merged(base, shipped, local)
    result = after(local, taken)
    assert all(change.is_conflict and change.before == result.get(change.row) for change in conflicts)
    assert all(touched(*change.row[:1], change.before, change.after) for change in conflicts)
    assert not any(change.is_conflict for change in taken)


def row(table, **cells):
    names = [column.name for column in BY_NAME[table].columns if column.name not in BY_NAME[table].key]
    return dict.fromkeys(names, "") | cells


def test_different_cells_of_one_row_are_put_together():
    egg = ("foods", ("900",))
    base = {egg: row("foods", name="Egg", category="Eggs", source="T1")}
    shipped = {egg: base[egg] | {"category": "Eggs and omelettes", "source": "T2"}}
    local = {egg: base[egg] | {"name": "Hen egg", "source": "Mine"}}
    (taken,), (conflict,) = merged(base, shipped, local)
    assert taken.after == base[egg] | {"name": "Hen egg", "category": "Eggs and omelettes", "source": "Mine"}
    assert conflict.before == taken.after
    assert conflict.touched == ("source",)
    assert conflict.after == taken.after | {"source": "T2"}


def test_a_value_and_its_source_are_never_put_together_from_two_sides():
    """An amount by the new table under the name of an editor's laboratory would be a false statement."""
    assert "values" in STATEMENTS
    zinc = ("values", ("900", "ZN"))
    around = {("foods", ("900",)): row("foods"), ("nutrients", ("ZN",)): row("nutrients")}
    base = around | {zinc: row("values", **{"amount per 100 g": "1.29"}, source="Tables")}
    shipped = around | {zinc: base[zinc] | {"amount per 100 g": "1.3"}}
    local = around | {zinc: base[zinc] | {"source": "Laboratory"}}
    taken, (conflict,) = merged(base, shipped, local)
    assert taken == []
    assert (conflict.before, conflict.after) == (local[zinc], shipped[zinc])


def test_a_food_that_is_no_longer_shipped_stays_where_an_editor_completed_it():
    egg, zinc, iron = ("foods", ("900",)), ("values", ("900", "ZN")), ("values", ("900", "FE"))
    nutrients = {("nutrients", (tagname,)): row("nutrients") for tagname in ("ZN", "FE")}
    base = nutrients | {egg: row("foods", name="Egg"), zinc: row("values", source="T")}
    local = base | {iron: row("values", source="Laboratory")}
    taken, conflicts = merged(base, nutrients, local)
    assert taken == []
    assert {change.row: change.after for change in conflicts} == {egg: None, zinc: None}


def test_a_food_that_was_removed_here_comes_back_whole_or_not_at_all():
    """Its new value alone would have no food; the food alone would know nothing."""
    egg, zinc, cup = ("foods", ("900",)), ("values", ("900", "ZN")), ("portions", ("900", "1 cup"))
    nutrients = {("nutrients", ("ZN",)): row("nutrients")}
    base = nutrients | {egg: row("foods"), zinc: row("values", source="T1"), cup: row("portions")}
    shipped = base | {zinc: row("values", source="T2")}
    taken, conflicts = merged(base, shipped, nutrients)
    assert taken == []
    assert {change.row: (change.before, change.after) for change in conflicts} == {
        row: (None, shipped[row]) for row in (egg, zinc, cup)
    }


def test_a_new_portion_of_a_food_that_was_removed_here_waits_with_the_food():
    egg, cup = ("foods", ("900",)), ("portions", ("900", "1 cup"))
    taken, conflicts = merged({egg: row("foods")}, {egg: row("foods"), cup: row("portions")}, {})
    assert taken == []
    assert {change.row for change in conflicts} == {egg, cup}


def test_a_nutrient_that_an_editor_s_value_needs_does_not_go():
    zinc, egg, value = ("nutrients", ("ZN",)), ("foods", ("900",)), ("values", ("900", "ZN"))
    base = {zinc: row("nutrients"), egg: row("foods")}
    taken, conflicts = merged(base, {egg: row("foods")}, base | {value: row("values")})
    assert taken == []
    assert [(change.row, change.after) for change in conflicts] == [(zinc, None)]
