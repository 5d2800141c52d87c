"use strict";

// What was typed before the scripts were there is heard now.
document.addEventListener("DOMContentLoaded", () => {
  const field = document.activeElement;
  const isTyped = field?.matches("input, textarea") && field.value !== field.defaultValue;
  if (isTyped) field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A new person's time zone, read from the browser; the field is filled only while it is still the default.
const zone = document.querySelector("[data-guess-time-zone] [name=time_zone]");
if (zone) {
  const guess = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === guess)) zone.value = guess;
}

// Where somebody signs up, their zone goes along: whoever skips the questions still has days that begin at midnight.
const hidden = document.querySelector("[data-time-zone]");
if (hidden) hidden.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

// Menus close with Escape and with a click beside them, and are scrolled to where all of them can be read.
const openMenus = () => [...document.querySelectorAll(".gc-menu[open], .gc-pop[open]")];
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
document.addEventListener("toggle", (event) => {
  if (event.target.matches(".gc-pop[open]")) event.target.querySelector(".gc-pop-in").scrollIntoView({ block: "nearest" });
}, true);

// Part of a page that the server could not answer: it says why, and what was typed stays. On a day the outbox says it.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const place = document.querySelector(".gc-messages");
  if (document.getElementById("outbox") || !place || !xhr.getResponseHeader("Content-Type")?.startsWith("application/json")) return;
  const said = Object.assign(document.createElement("p"), { className: "gc-note warning" });
  said.dataset.trouble = "";
  said.textContent = JSON.parse(xhr.responseText).error;
  place.replaceChildren(said);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.shouldSwap) document.querySelector(".gc-messages .warning[data-trouble]")?.remove();
});
