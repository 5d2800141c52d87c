"""What Ada presses to let somebody read, and what is kept from them."""

import re
from datetime import date, timedelta
from uuid import uuid4

from django.test import Client

WEEK = "/week/2026-W46/"
SECRET = "Midnight stew of Oma"
DAYS = [date(2026, 11, 9) + timedelta(days=n) for n in range(7)]


def send(client: Client, address: str, **fields):
    return client.post(address, {"key": str(uuid4())} | fields)


def fresh_address(client: Client) -> str:
    """The address that the page shows this once."""
    found = re.search(r'id="fresh-address" value="http://testserver([^"]+)"', client.get("/sharing/").content.decode())
    return found[1] if found else ""


def link_of(client: Client, **fields) -> str:
    assert send(client, f"{WEEK}share/", **({"days": "7"} | fields)).status_code == 303
    return fresh_address(client)


def invitation_of(client: Client, name: str = "Dr Weber", scope: str = "reports") -> str:
    assert send(client, "/sharing/invite/", name=name, scope=scope).status_code == 303
    return fresh_address(client)


def readable(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()
