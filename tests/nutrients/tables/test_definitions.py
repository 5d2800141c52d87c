"""The definitions and the models say the same."""

import math

import pytest
from django.core.validators import MaxValueValidator, MinValueValidator

from nutrients.tables.cells import Kind
from nutrients.tables.definitions import TABLES

NUMBERS = [
    (table, column)
    for table in TABLES
    for column in table.columns
    if column.kind in {Kind.NUMBER, Kind.WHOLE} and not column.refers
]


@pytest.mark.parametrize(("table", "column"), NUMBERS, ids=lambda part: part.name)
def test_a_file_may_hold_only_numbers_that_a_form_takes_too(table, column):
    lowest = max(-math.inf if limit is None else limit for limit in (column.least, column.above))
    highest = math.inf if column.most is None else column.most
    if column.kind is Kind.WHOLE:
        lowest, highest = max(lowest, 0), min(highest, 10**18 - 1)  # no sign, 18 digits
    for validator in table.model._meta.get_field(column.field).validators:
        if isinstance(validator, MinValueValidator):
            assert lowest >= validator.limit_value
        if isinstance(validator, MaxValueValidator):
            assert highest <= validator.limit_value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_orders_name_columns_and_required_columns_are_required_in_the_model(table):
    assert {*table.key, *table.order, *table.unique} <= set(table.by_name)
    for column in table.columns:
        if column.is_unit or column.refers:
            continue
        stored = table.model._meta.get_field(column.field)
        if not column.required:
            assert stored.blank, f"{column.name} may be blank in the file, but not in the model"
