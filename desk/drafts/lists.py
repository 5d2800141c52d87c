"""Which sets of changes a list shows."""

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from desk.doors import is_reviewer
from nutrients.changesets.acts import may_publish
from nutrients.models import ChangeSet

OPEN = [ChangeSet.State.DRAFT, ChangeSet.State.REVIEW]


def counted(drafts: QuerySet[ChangeSet]) -> QuerySet[ChangeSet]:
    """With the number of their rows that are to be published, and who wrote them."""
    changed = Count("rows", filter=Q(rows__is_left_out=False))
    found = drafts.select_related("author", "reviewer", "release").annotate(changed=changed)
    return found.order_by("-changed_at", "-pk")  # a grouped query forgets the order of the model


def chosen(shown: str, person: User) -> QuerySet[ChangeSet]:
    """shown: open, mine, or a state. KeyError for anything else."""
    by_state = {state.value: Q(state=state) for state in ChangeSet.State}
    return counted(ChangeSet.objects.filter((by_state | {"open": Q(state__in=OPEN), "mine": Q(author=person)})[shown]))


def waiting_for(person: User) -> list[ChangeSet]:
    """What this person may publish of what waits, newest first."""
    if not is_reviewer(person):
        return []
    return [draft for draft in chosen(ChangeSet.State.REVIEW, person) if may_publish(person, draft)]
