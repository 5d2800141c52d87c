{% load static %}// What this worker is made of is in the files it names; a new version of one of them makes a new worker.
const PLACES = { today: "{% url 'day_today' %}", offline: "{% url 'offline' %}", outbox: "{% url 'outbox' %}", files: "{% get_static_prefix %}" };
importScripts("{% static 'outbox-store.js' %}", "{% static 'worker.js' %}");
