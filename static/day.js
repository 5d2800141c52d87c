"use strict";

// The box of a day: what the words mean is shown while typing. Enter shows it at once, Enter again adds it. Without
// this script a button shows it, and all else is the same form.

const box = () => document.getElementById("sentence");
const addButton = () => document.querySelector("#preview [data-add]");
const isSeen = () => document.querySelector("#preview [name=seen]")?.value === box().value;

let asked = null; // the words the server is reading now
let enters = 0; // Enters pressed while waiting for it: the second one adds

function enter() {
  if (!box().value.trim()) return;
  if (asked === null && isSeen()) return addButton()?.click();
  enters += 1;
  if (asked !== box().value) htmx.trigger(box(), "look");
}

function settle() {
  asked = null;
  if (returns && !document.querySelector("#preview [aria-invalid]")) box().focus();
  returns = false;
  if (!isSeen()) return; // typed on meanwhile: the next answer settles it
  if (enters > 1) addButton()?.click();
  enters = 0;
}

function giveUp() {
  asked = null;
  enters = 0;
}

function grow() {
  if (!box() || CSS.supports("field-sizing", "content")) return;
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight + 2}px`;
}

document.addEventListener("keydown", (event) => {
  if (event.target !== box()) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    enter();
  } else if (event.key === "Escape") {
    document.getElementById("main").focus({ preventScroll: true }); // the words stay in the box
  }
});

// Enter in an amount of the preview is its Done: the next Enter, in the box again, adds.
let returns = false;

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("#preview [data-amount]")) return;
  event.preventDefault();
  const done = event.target.closest("li").querySelector("[data-done]");
  if (!done) return box().focus();
  returns = true;
  done.click();
});

document.addEventListener("input", (event) => {
  if (event.target !== box()) return;
  enters = 0;
  grow();
});

// The foot of the preview lies over the page on a phone: what gets the focus is moved clear of it.
document.addEventListener("focusin", (event) => {
  if (event.target.closest?.("#preview li")) event.target.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "preview") asked = box().value;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "preview") settle();
});
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, giveUp);

// The form cannot be trusted any more, for its cookie is gone: sent as a page, the words stand there with a way on.
document.addEventListener("htmx:responseError", (event) => {
  const hasWords = event.detail.target?.id === "preview" && box()?.value.trim();
  if (hasWords && event.detail.xhr.status === 403) box().form.querySelector(".gc-look").click();
});

document.addEventListener("DOMContentLoaded", () => {
  grow();
  const words = box();
  if (words && document.activeElement === words) words.setSelectionRange(words.value.length, words.value.length);
});
