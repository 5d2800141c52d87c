"use strict";

// A new person's time zone, read from the browser; the field is filled only while it is still the default.
const zone = document.querySelector("[data-guess-time-zone] [name=time_zone]");
if (zone) {
  const guess = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === guess)) zone.value = guess;
}

// The person's menu closes with Escape and with a click beside it.
const menu = document.querySelector(".gc-menu");
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
