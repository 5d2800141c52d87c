"use strict";

// The grid of a food: a changed amount whose source is left as it was brings up the tick for the same source at once.
// Without this script the page asks when it is saved.

const part = (row, name) => row.querySelector(`[name$="-${name}"]`);

const isLeft = (field) =>
  field.options ? [...field.options].every((one) => one.selected === one.defaultSelected) : field.value === field.defaultValue;

function keepsSource(row) {
  const amount = part(row, "amount");
  const isOther = amount.value.trim() !== "" && amount.defaultValue !== "" && amount.value.trim() !== amount.defaultValue;
  return isOther && isLeft(part(row, "derivation")) && isLeft(part(row, "source"));
}

document.addEventListener("input", (event) => {
  const row = event.target.closest?.(".gc-grid tr");
  if (!row || !part(row, "amount") || event.target.closest(".gc-again")) return;
  const tick = row.querySelector(".gc-again");
  if (!keepsSource(row)) return tick?.toggleAttribute("hidden", !tick.querySelector("input").checked);
  if (tick) return tick.removeAttribute("hidden");
  const made = document.getElementById("gc-again").content.cloneNode(true);
  made.querySelector("input").name = part(row, "amount").name.replace(/-amount$/, "-again");
  part(row, "source").after(made);
});

// The box to search a similar food in is named by its label.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector(".gc-twin-chosen");
  if (!box) return;
  const name = () => {
    const shown = box.querySelector(".select2-selection__rendered");
    if (shown && !shown.hasAttribute("aria-label")) shown.setAttribute("aria-label", box.querySelector("label").textContent);
  };
  new MutationObserver(name).observe(box, { childList: true, subtree: true });
  name();
});
