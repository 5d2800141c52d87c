from django import template

from nutrients.in_language import in_language

register = template.Library()
register.filter("in_language", in_language)
