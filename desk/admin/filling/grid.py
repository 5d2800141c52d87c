"""The page of a food as it was sent, with cells of its grid filled in."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from desk.admin.filling.label import LabelForm, NotTaken
from desk.admin.filling.twin import Candidate, TwinForm
from nutrients.models import Nutrient

LABEL, TWIN = "_label", "_twin"
GRID = "composition"
Cells = dict[str, str]  # field of a row of the grid -> text


@dataclass
class Filling:
    """Both boxes, and what came of the one that was asked. filled: rows. same: amounts that stood there already."""

    label: LabelForm
    twin: TwinForm
    asked: str = ""
    filled: int = 0
    same: int = 0
    not_taken: tuple[NotTaken, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_refused(self) -> bool:
        return bool(self.asked) and (self.label if self.asked == LABEL else self.twin).is_bound and not self.is_done

    @property
    def is_done(self) -> bool:
        form = self.label if self.asked == LABEL else self.twin
        return bool(self.asked) and form.is_valid()


def filling_of(request: HttpRequest, object_id: str | None) -> Filling:
    """The boxes of a food's page; where one was asked, request.POST is the page as sent with its cells filled in."""
    sent = request.POST
    asked = next((name for name in (LABEL, TWIN) if name in sent), "")
    units = dict(Nutrient.objects.values_list("tagname", "unit")) if asked else {}
    filling = Filling(LabelForm.of(sent, units, asked == LABEL), TwinForm.of(sent, asked == TWIN), asked)
    grid = sent.copy() if asked else sent
    if asked == LABEL:
        fill_from_label(grid, filling)
    elif asked == TWIN:
        fill_from_twin(grid, filling, object_id, units)
    request.POST = grid  # type: ignore[assignment]  # no view writes into it any more
    return filling


def fill_from_label(grid: QueryDict, filling: Filling) -> None:
    is_valid = filling.label.is_valid()
    filling.not_taken = filling.label.not_taken
    for tagname, cells in filling.label.cells.items() if is_valid else ():
        if is_same(grid.get(f"{GRID}-{tagname}-amount", ""), cells["amount"]):
            filling.same += 1
        else:
            put(grid, tagname, cells)
            filling.filled += 1


def fill_from_twin(grid: QueryDict, filling: Filling, object_id: str | None, units: dict[str, str]) -> None:
    blank = {tagname for tagname in units if is_unknown(grid, tagname)}
    category = grid.get("category", "")
    filling.candidates = filling.twin.look(object_id, blank, category)
    for tagname, cells in filling.twin.cells.items():
        put(grid, tagname, cells)
    filling.filled = len(filling.twin.cells)


def is_unknown(grid: QueryDict, tagname: str) -> bool:
    return not grid.get(f"{GRID}-{tagname}-amount", "").strip() and not grid.get(f"{GRID}-{tagname}-none")


def is_same(standing: str, wanted: str) -> bool:
    try:
        return float(standing) == float(wanted)
    except ValueError:
        return False


def put(grid: QueryDict, tagname: str, cells: Cells) -> None:
    for name in ("none", "again"):
        grid.pop(f"{GRID}-{tagname}-{name}", None)
    for name, text in cells.items():
        grid[f"{GRID}-{tagname}-{name}"] = text
