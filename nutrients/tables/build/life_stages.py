"""Life stages as the publishers name them -> sex, age, pregnancy, periods."""

import re
from dataclasses import dataclass

from nutrients.tables.build.curated import TableRow

FIRST_PREGNANCY_AGE = 14  # the youngest age for which the DRI give values in pregnancy
ADULT = 18  # where EFSA's adult values begin


@dataclass(frozen=True)
class PublishedStage:
    """Whom a row is for; age [y] from min to max, max exclusive. Blank: the row does not depend on it."""

    life_stage: str
    sex: str
    age_min: float
    age_max: float | None
    physiology: str = ""
    menstruating: str = ""

    def cells(self) -> TableRow:
        return {
            "life_stage": self.life_stage,
            "sex": self.sex,
            "age_min [y]": self.age_min,
            "age_max [y]": self.age_max,
            "physiology": self.physiology,
            "menstruating": self.menstruating,
        }


def dri_stage(name: str, sex: str, age_min: str, age_max: str) -> PublishedStage:
    """A row of the DRI tables. Women of an age with a pregnancy row are "none": neither pregnant nor lactating."""
    youngest = float(age_min)
    physiology = {"pregnancy": "pregnant", "lactation": "lactating"}.get(name.split()[0], "")
    if not physiology and sex == "female" and youngest >= FIRST_PREGNANCY_AGE:
        physiology = "none"
    return PublishedStage(name, "" if sex == "both" else sex, youngest, float(age_max) if age_max else None, physiology)


EFSA_GROUPS = (
    # pattern, sex, physiology, menstruating
    (r"male\b", "male", "", ""),
    (r"female premenopausal", "female", "none", "yes"),
    (r"female postmenopausal", "female", "none", "no"),
    (r"female\b", "female", "none", ""),
    (r"pregnancy\b", "female", "pregnant", ""),
    (r"lactation\b", "female", "lactating", ""),
    (r"adult$", "", "", ""),
)


def efsa_stage(name: str) -> PublishedStage:
    """An adult group of EFSA's tables: "male 18-24", "female premenopausal", "pregnancy 25+". Raises ValueError."""
    for start, sex, physiology, menstruating in EFSA_GROUPS:
        if re.match(start, name):
            ages = re.search(r"(\d+)(?:-(\d+)|\+)", name)
            age_min = float(ages[1]) if ages else ADULT
            age_max = float(ages[2]) + 1 if ages and ages[2] else None
            return PublishedStage(name, sex, age_min, age_max, physiology, menstruating)
    raise ValueError(f"EFSA group {name!r} is not known; add it to life_stages.py.")


IRON_GROUPS = {
    # group as published: sex, from age, to age, menstruating, oral contraceptive
    "men 19+": ("male", 19, None, "", ""),
    "women 51+, postmenopausal": ("female", 19, None, "no", ""),
    "menstruating women 19-50, not using oral contraceptives": ("female", 19, None, "yes", "no"),
    "menstruating women 19-50, oral contraceptive users": ("female", 19, None, "yes", "yes"),
    "menstruating women 19-50, mixed population (about 17% oral contraceptive users)": ("female", 19, None, "yes", ""),
    "girls 14-18, not using oral contraceptives": ("female", 14, 19, "", "no"),
    "girls 14-18, mixed population": ("female", 14, 19, "", ""),
    "boys 14-18": ("male", 14, 19, "", ""),
    "boys 9-13": ("male", 9, 14, "", ""),
    "girls 9-13": ("female", 9, 14, "", ""),
    "children 4-8": ("", 4, 9, "", ""),
    "children 1-3": ("", 1, 4, "", ""),
}


def iron_stage(group: str) -> tuple[PublishedStage, str]:
    """A group of the iron requirement tables, and whether it takes oral contraceptives.

    Periods decide, not age: women without them use the postmenopausal group at any adult age, and those who still have
    them past 50 use the menstruating groups.
    """
    sex, age_min, age_max, menstruating, contraceptive = IRON_GROUPS[group]
    physiology = "none" if sex == "female" and age_min >= FIRST_PREGNANCY_AGE else ""
    return PublishedStage(group, sex, age_min, age_max, physiology, menstruating), contraceptive
