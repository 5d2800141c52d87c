"""What adds up in a food, for whoever looks at its values: sums that the checks find nothing against."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from nutrients.tables.sanity.finding import plain
from nutrients.tables.sanity.limits import MOST_IN_ALL, Limit, limits_of
from nutrients.tables.sanity.makeup import Known, is_near


def sums(known: Known, names: Mapping[str, str]) -> Iterator[str]:
    """known: tagname -> amount per 100 g. names: what people call them. Nothing is said where a part is unknown."""
    parts = [limit for limit in limits_of("weighs") if limit.tagname in known]
    total = sum(known[part.tagname] for part in parts)
    if {limit.tagname for limit in limits_of("energy")} <= known.keys() and total <= MOST_IN_ALL:
        yield _("%(parts)s come to %(total)s g of 100 g.") % {
            "parts": " + ".join(names[part.tagname] for part in parts), "total": plain(total),
        }  # fmt: skip
    yield from energy_sum(known, names)
    for salt in limits_of("salt"):
        if salt.tagname in known:
            yield sodium_as_salt(salt, known, names)


def energy_sum(known: Known, names: Mapping[str, str]) -> Iterator[str]:
    always, seldom = limits_of("energy"), limits_of("energy_seldom")
    energy = always[0].of
    if energy not in known or any(limit.tagname not in known for limit in always):
        return
    given = sum(known.get(limit.tagname, 0.0) * limit.number for limit in (*always, *seldom))
    if is_near(known[energy] - given, given):
        yield _("%(energy)s by what gives it: %(given)s kcal; stated: %(stated)s kcal.") % {
            "energy": names[energy], "given": plain(given), "stated": plain(known[energy]),
        }  # fmt: skip


def sodium_as_salt(salt: Limit, known: Known, names: Mapping[str, str]) -> str:
    grams = known[salt.tagname] * salt.number / 1000
    return _("%(sodium)s %(amount)s mg is %(salt)s g of salt.") % {
        "sodium": names[salt.tagname], "amount": plain(known[salt.tagname]), "salt": plain(grams),
    }  # fmt: skip
