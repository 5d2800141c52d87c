"""What nobody thought of: made-up words, numbers and bytes in the fields and parameters of a person's own pages."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.nasty_walk import Site, Told, Tries, walk

NUMBERS = st.floats().map(str) | st.integers().map(str) | st.decimals().map(str) | st.dates().map(str)
ANYTHING = NUMBERS | st.text(max_size=300) | st.binary(max_size=60)


def try_by_chance(site: Site, times: int, told: Told) -> int:
    """Of how many places one is chosen each time. The same ones every time for the same site."""
    tries = Tries(site)
    fields = [n for n, place in enumerate(tries.places) if not place[2].startswith(("admin", "desk")) and place[5]]

    @settings(max_examples=times, deadline=None, database=None, derandomize=True, suppress_health_check=[*HealthCheck])
    @given(place=st.sampled_from(fields), typed=ANYTHING)
    def typed_by_chance(place: int, typed: str | bytes) -> None:
        walk(site, [replace(tries.one(place, 0), nasty=typed)], told)

    typed_by_chance()
    return len(fields)
