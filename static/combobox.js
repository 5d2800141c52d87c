"use strict";

// Searching a food as a combobox: options come from the server while typing, arrows mark one, Enter takes it, Escape
// closes. Without this script the same forms search with their button and show what they found as links or buttons.

const isCombobox = (element) => Boolean(element?.matches?.("[data-combobox]"));
const listOf = (input) => document.getElementById(input.dataset.combobox);
const options = (input) => [...listOf(input).querySelectorAll("[role=option]")];
const links = () => [...document.querySelectorAll("#food-box [data-found]:not([hidden]) a")]; // what the page itself found

const answers = new WeakMap(); // input -> the words that what is listed answers
let awaited = null; // the input in which Enter came before the list: its first option is taken as soon as it is there

const answered = (input) => answers.get(input) ?? input.defaultValue;

function dress(input) {
  if (input.getAttribute("role") === "combobox") return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", input.dataset.combobox);
  input.setAttribute("aria-expanded", "false");
  listOf(input).setAttribute("role", "listbox");
}

function show(input, isOpen) {
  input.setAttribute("aria-expanded", String(isOpen));
  listOf(input).hidden = !isOpen;
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
  const pick = document.getElementById(input.dataset.pick);
  pick.value = (pick.dataset.part ?? "") + option.dataset.food;
  pick.disabled = false;
  if (!pick.dataset.part) ahead ??= { text: "", enter: false };
  htmx.trigger(pick, "chosen");
}

function takeFirst(input) {
  awaited = null;
  const first = options(input)[0];
  if (first) choose(input, first);
  else ahead = null;
}

function giveUp(event) {
  const input = event.target;
  if (isCombobox(input)) answers.set(input, input.value); // no list is coming: Enter searches with a page of its own
  ahead = null;
  awaited = null;
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
  if (!isCombobox(input)) return;
  const isAnswered = input.value === answered(input); // else what is listed answers older words
  mark(input, (isAnswered && options(input)[0]) || null);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const input = document.querySelector(`[data-combobox="${CSS.escape(event.target.id)}"]`);
  if (!input) return;
  for (const found of document.querySelectorAll("[data-found]")) found.hidden = true;
  show(input, options(input).length > 0);
  if (event.detail.requestConfig.parameters.find !== input.value) return;
  answers.set(input, input.value);
  mark(input, options(input)[0] ?? null);
  if (awaited === input) takeFirst(input);
});

document.addEventListener("htmx:load", (event) => {
  for (const input of document.querySelectorAll("[data-combobox]")) dress(input);
  const quantity = event.target.querySelector?.("[name=quantity]");
  if (quantity) askAmount(quantity);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!isCombobox(input)) return;
  if (ahead) return keepForAmount(event);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const isBox = input.id === "food-query";
    if (isBox && links().length) return links().at(event.key === "ArrowDown" ? 0 : -1).focus();
    step(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    enterChoice(event, input);
  } else if (event.key === "Escape") {
    event.preventDefault(); // a browser may clear the field; the words stay
    show(input, false);
  }
});

function enterChoice(event, input) {
  const isAnswered = input.value === answered(input);
  const found = input.id === "food-query" ? links() : [];
  if (!marked(input) && isAnswered && !found.length && input.id === "food-query") return; // the form searches
  event.preventDefault();
  if (!input.value.trim()) return;
  if (marked(input)) return choose(input, marked(input));
  if (isAnswered) return found.length ? found[0].click() : input.parentElement.querySelector("[data-search]").click();
  awaited = input;
  if (input.id === "food-query") ahead = { text: "", enter: false };
}

document.addEventListener("keydown", (event) => {
  const at = links().indexOf(event.target);
  if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const by = event.key === "ArrowDown" ? 1 : -1;
  (links()[at + by] ?? document.getElementById("food-query")).focus();
});

// Escape leaves the form of an amount as its Cancel does: the words stay in the box.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest?.(".gc-amount")?.querySelector("[data-cancel]").click();
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("[role=option]");
  if (!option) return;
  event.preventDefault(); // the focus stays in the input
  choose(document.querySelector(`[data-combobox="${CSS.escape(option.parentElement.id)}"]`), option);
});

// An amount is typed over, not appended to.
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("[name=quantity], [data-amount]")) event.target.select();
});
