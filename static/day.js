"use strict";

// The food box as a combobox: options come from the server while typing, arrows mark one, Enter takes it, Escape closes.
// Without this script the same form searches on Enter and shows its results as links; with it, they are walked alike.

const box = () => document.querySelector("[data-combobox]");
const list = (input) => document.getElementById(input.dataset.combobox);
const options = (input) => [...list(input).querySelectorAll("[role=option]")];
const links = () => [...document.querySelectorAll("[data-found]:not([hidden]) a")]; // what the page itself found

let answered = box()?.value ?? ""; // the words that what is listed answers
let awaited = false; // Enter came before the list: its first option is taken as soon as it is there

function dress(input) {
  if (!input || input.getAttribute("role") === "combobox") return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", input.dataset.combobox);
  input.setAttribute("aria-expanded", "false");
  list(input).setAttribute("role", "listbox");
}

function show(input, isOpen) {
  input.setAttribute("aria-expanded", String(isOpen));
  list(input).hidden = !isOpen;
  if (!isOpen) mark(input, null);
}

function mark(input, option) {
  for (const other of options(input)) other.setAttribute("aria-selected", String(other === option));
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

const marked = (input) => options(input).find((option) => option.getAttribute("aria-selected") === "true");

function step(input, by) {
  const all = options(input);
  if (!all.length) return;
  const now = all.indexOf(marked(input));
  show(input, true);
  mark(input, all[now < 0 && by < 0 ? all.length - 1 : (now + by + all.length) % all.length]);
}

// What is typed between choosing a food and the answer of the server belongs to its amount: "egg", Enter, "2", Enter.
let ahead = null;

function choose(input, option) {
  const food = input.form.elements.food;
  food.value = option.dataset.food;
  food.disabled = false;
  ahead ??= { text: "", enter: false };
  htmx.trigger(input.form, "chosen");
}

function takeFirst(input) {
  awaited = false;
  const first = options(input)[0];
  if (first) choose(input, first);
  else ahead = null;
}

function giveUp() {
  answered = box().value; // no list is coming: Enter searches with a page of its own
  ahead = null;
  awaited = false;
}

function keepForAmount(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1) ahead.text += event.key;
  else if (event.key === "Backspace") ahead.text = ahead.text.slice(0, -1);
  else if (event.key === "Enter") ahead.enter = true;
  else return;
  event.preventDefault();
}

function askAmount(quantity) {
  quantity.focus();
  if (ahead?.text) quantity.value = ahead.text;
  if (ahead?.enter) quantity.form.requestSubmit();
  ahead = null;
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, giveUp);

document.addEventListener("input", (event) => {
  const input = event.target;
  if (input !== box()) return;
  const isAnswered = input.value === answered; // else what is listed answers older words
  mark(input, (isAnswered && options(input)[0]) || null);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const input = box();
  if (input && event.target === list(input)) {
    for (const found of document.querySelectorAll("[data-found]")) found.hidden = true;
    show(input, options(input).length > 0);
    if (event.detail.requestConfig.parameters.q !== input.value) return;
    answered = input.value;
    mark(input, options(input)[0] ?? null);
    if (awaited) takeFirst(input);
  }
});

document.addEventListener("htmx:load", (event) => {
  dress(box());
  const quantity = event.target.querySelector("[name=quantity]");
  if (quantity) askAmount(quantity);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (input !== box()) return;
  if (ahead) return keepForAmount(event);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (links().length) return links().at(event.key === "ArrowDown" ? 0 : -1).focus();
    step(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    enter(event, input);
  } else if (event.key === "Escape") {
    event.preventDefault(); // a browser may clear the field; the words stay
    show(input, false);
  }
});

function enter(event, input) {
  const isAnswered = input.value === answered;
  if (!marked(input) && isAnswered && !links().length) return; // nothing to take: the form searches
  if (!input.value.trim()) return;
  event.preventDefault();
  if (marked(input)) return choose(input, marked(input));
  if (isAnswered) return links()[0].click();
  awaited = true;
  ahead = { text: "", enter: false };
}

document.addEventListener("keydown", (event) => {
  const at = links().indexOf(event.target);
  if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const by = event.key === "ArrowDown" ? 1 : -1;
  (links()[at + by] ?? box()).focus();
});

// Escape leaves the form of an amount as its Cancel does: the words stay in the box.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest?.(".gc-amount")?.querySelector("[data-cancel]").click();
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("[role=option]");
  if (!option) return;
  event.preventDefault(); // the focus stays in the box
  choose(box(), option);
});

// An amount is typed over, not appended to.
document.addEventListener("focusin", (event) => {
  if (event.target.name === "quantity") event.target.select();
});
