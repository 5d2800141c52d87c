"""The icons of the lucide package. It draws an icon anew wherever one stands; here each is drawn once."""

from functools import cache

from django import template
from lucide.templatetags import lucide

register = template.Library()
register.simple_tag(cache(lucide.lucide), name="lucide")
