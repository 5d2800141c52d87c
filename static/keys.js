"use strict";

// Single letters as shortcuts, where nothing is being typed. They can be switched off for this device.

const KEYS_OFF = "gc-keys-off";
const areKeysOn = () => localStorage.getItem(KEYS_OFF) === null;
const isTyping = (element) => Boolean(element.closest?.("input, textarea, select, dialog, [contenteditable]"));
const rowLinks = () => [...document.querySelectorAll(".gc-rows .gc-item")];

function stepRow(by) {
  const rows = rowLinks();
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1)].focus();
}

const acts = {
  "/": () => document.getElementById("sentence")?.focus(),
  f: () => document.querySelector("[data-find]")?.click(),
  j: () => stepRow(1),
  k: () => stepRow(-1),
  u: () => document.querySelector(".gc-undo button")?.click(),
  "?": () => document.querySelector("[data-shortcuts]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const act = acts[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return;
  event.preventDefault();
  act();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "shortcuts-list") return;
  const choice = event.target.querySelector("[data-keys-switch]");
  choice.hidden = false;
  choice.querySelector("input").checked = areKeysOn();
  document.getElementById("shortcuts").showModal();
});

document.addEventListener("change", (event) => {
  if (!event.target.closest("[data-keys-switch]")) return;
  if (event.target.checked) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "yes");
});
