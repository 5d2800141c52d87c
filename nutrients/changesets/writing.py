"""Changed rows -> database. Everything, or nothing and a reason: the caller's transaction is rolled back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nutrients.changesets.difference import Key, Row, RowDifference
from nutrients.changesets.merging import referred
from nutrients.changesets.rows import rows_now, table_of
from nutrients.models import Food, FoodNutrient
from nutrients.tables.cells import Value, value_of
from nutrients.tables.checks import cell_problem
from nutrients.tables.columns import Table, kept_in_files
from nutrients.tables.definitions import FOOD_GROUPS, FOODS, NUTRIENTS, PORTIONS, RELEASES
from nutrients.tables.load import quietly
from nutrients.tables.recorded import BY_NAME, RECORDED, stored_row, typed
from nutrients.tables.synchronise import Plan, Shape, removal_order, shapes

Named = TypeVar("Named")
AT_ONCE = 500  # rows named in one statement
MODELS = {table.model for table in RECORDED}


class RefusedRow(NamedTuple):
    """A row that cannot be so; `text` is one sentence: what is wrong, and what to do."""

    table: str
    key: Key
    label: str
    text: str


class Refused(ValueError):
    """The tables cannot be so. Nothing was written."""

    def __init__(self, rows: Sequence[RefusedRow]) -> None:
        self.rows = tuple(rows)
        super().__init__("; ".join(f"{row.label or ' '.join(row.key)}: {row.text}" for row in rows))


def write(changes: Sequence[RowDifference]) -> None:
    """Make each row what its `after` says, in the order in which rows refer to each other. Raises Refused."""
    by_model: dict[type[models.Model], list[RowDifference]] = defaultdict(list)
    for change in changes:
        by_model[BY_NAME[change.table].model].append(change)
    if problems := [*unreadable(changes), *dangling(changes), *taken_numbers(by_model[Food])]:
        raise Refused(problems)
    plans = [plan_of(shape, by_model[shape.model]) for shape in shapes() if by_model[shape.model]]
    try:
        with transaction.atomic():
            for plan in sorted(plans, key=removal_order):
                refuse_what_is_in_use(plan, by_model[plan.shape.model])
                plan.remove(set())
            for plan in plans:
                plan.store(quietly)
    except IntegrityError as error:
        raise Refused([refusal_by_database(changes, str(error).partition("\n")[0])]) from error


def refusal(change: RowDifference, text: str) -> RefusedRow:
    return RefusedRow(change.table, change.key, change.label, text)


def refusal_by_database(changes: Sequence[RowDifference], said: str) -> RefusedRow:
    """The database does not say of which row it speaks."""
    text = _("the database refuses it (%(said)s); correct the cells it names") % {"said": said}
    if len(changes) == 1:
        return refusal(changes[0], text)
    rows = ngettext("%(n)d row", "%(n)d rows", len(changes)) % {"n": len(changes)}
    return RefusedRow(changes[0].table, (), rows, text)


def unreadable(changes: Iterable[RowDifference]) -> Iterable[RefusedRow]:
    for change in changes:
        if change.after is None:
            continue
        table = BY_NAME[change.table]
        try:
            values = typed(table, change.key, change.after)
        except ValueError as error:
            yield refusal(change, str(error))
            continue
        for column in table.columns:
            if not column.is_unit and (problem := cell_problem(table, column, values[column.name])):
                yield refusal(change, f"{column.name}: {problem}")


def dangling(changes: Sequence[RowDifference]) -> Iterable[RefusedRow]:
    """Rows that would name a food, a nutrient or a group that is not there."""
    named = {change.row: set(referred(change.row, change.after)) for change in changes if change.after is not None}
    there = set(rows_now(set().union(*named.values())))
    there |= {change.row for change in changes if change.after is not None}
    there -= {change.row for change in changes if change.after is None}
    for change in changes:
        for table, key in sorted(named.get(change.row, set()) - there):
            text = _("%(key)s is not in %(table)s; add it there first, or leave this row out")
            yield refusal(change, text % {"key": key[0], "table": table})


def taken_numbers(foods: Iterable[RowDifference]) -> Iterable[RefusedRow]:
    """New foods whose number an imported food has: the files know nothing of that one."""
    new = {int(change.key[0]): change for change in foods if change.before is None and change.key[0].isdecimal()}
    taken = set(Food.objects.filter(is_imported=True, fdc_id__in=new).values_list("fdc_id", flat=True))
    for fdc_id in new.keys() & taken:
        yield refusal(new[fdc_id], _("an imported food has this number; load_tables takes it over, nothing else does"))


def plan_of(shape: Shape, changes: Iterable[RowDifference]) -> Plan:
    plan = Plan(shape, ())
    gone = {}
    for change in changes:
        table = BY_NAME[change.table]
        if change.after is not None:
            key, rest = shape.split(stored_row(table, change.key, change.after))
            (plan.wanted if change.before is None else plan.differing)[key] = rest
        elif change.before is not None:
            key = stored_key(table, change.key)
            gone[key] = key
    plan.gone = primary_keys(shape, gone)
    return plan


def stored_key(table: Table, key: Key) -> tuple[Value, ...]:
    return tuple(value_of(table.by_name[name].kind, text) for name, text in zip(table.key, key, strict=True))


def primary_keys(shape: Shape, wanted: Mapping[tuple[Value, ...], Named]) -> dict[Named, Any]:
    """Of the rows with these keys, those there are: what they are named by -> primary key."""
    found = {}
    firsts = sorted({key[0] for key in wanted})
    for start in range(0, len(firsts), AT_ONCE):
        stored = kept_in_files(shape.model).filter(**{f"{shape.key[0]}__in": firsts[start : start + AT_ONCE]})
        for pk, *key in stored.values_list("pk", *shape.key):
            if tuple(key) in wanted:
                found[wanted[tuple(key)]] = pk
    return found


def refuse_what_is_in_use(plan: Plan, changes: Iterable[RowDifference]) -> None:
    """Raises Refused, by name, for rows that would go although something beside the table files needs them."""
    if not is_needed(plan.shape.model, plan.gone.values()):
        return
    text = _("something beside the tables still points at it, so it cannot go; leave it, or leave this row out")
    going = {stored_key(BY_NAME[change.table], change.key): change for change in changes if change.after is None}
    raise Refused([refusal(going[key], text) for key, pk in plan.gone.items() if is_needed(plan.shape.model, [pk])])


def is_needed(model: type[models.Model], pks: Iterable[Any]) -> bool:
    """Whether rows could not go, or would take along something that the table files do not hold."""
    collector = Collector(using=connection.alias)
    wanted = list(pks)
    try:
        for start in range(0, len(wanted), AT_ONCE):
            collector.collect(model._default_manager.filter(pk__in=wanted[start : start + AT_ONCE]))
    except (ProtectedError, RestrictedError):
        return True
    along = [(model, [row.pk for row in rows]) for model, rows in collector.data.items()]
    along += [(rows.model, [row.pk for row in rows]) for rows in collector.fast_deletes]
    return any(pks and not are_in_files(model, pks) for model, pks in along)


def are_in_files(model: type[models.Model], pks: list[Any]) -> bool:
    if model not in MODELS:
        return False
    return sum(
        kept_in_files(model).filter(pk__in=pks[start : start + AT_ONCE]).count()
        for start in range(0, len(pks), AT_ONCE)
    ) == len(pks)  # fmt: skip


def are_needed(rows: Iterable[Row]) -> set[Row]:
    """Of these rows those that cannot go, whatever else goes. The list of releases only grows."""
    keys: dict[str, list[Key]] = defaultdict(list)
    for table, key in rows:
        keys[table].append(key)
    needed = {(RELEASES.name, key) for key in keys.pop(RELEASES.name, [])}
    elsewhere = FoodNutrient.objects.exclude(pk__in=kept_in_files(FoodNutrient).values("pk"))
    tagnames = [key[0] for key in keys.get(NUTRIENTS.name, [])]
    used = set(elsewhere.filter(nutrient__in=tagnames).values_list("nutrient")) if tagnames else set()
    needed |= {(NUTRIENTS.name, key) for key in keys.pop(NUTRIENTS.name, []) if key in used}
    for shape in shapes():
        name = table_of(shape.model).name
        if name in {FOODS.name, PORTIONS.name, FOOD_GROUPS.name}:
            pks = primary_keys(shape, {stored_key(BY_NAME[name], key): key for key in keys.get(name, [])})
            if is_needed(shape.model, pks.values()):
                needed |= {(name, key) for key, pk in pks.items() if is_needed(shape.model, [pk])}
    return needed
