// The day page without a connection: what is typed waits on this device and is sent, once each, when the server answers.
// Loaded before the other scripts of the page: what it takes while nothing can be reached, they need not see.

const html = `<!doctype html>${document.documentElement.outerHTML}`; // the page as the server sent it
const page = document.getElementById("outbox");
const banner = document.getElementById("outbox-banner");
const { url, today, logout } = page.dataset;
const marks = document.documentElement.dataset; // the service worker marks what it shows: kept, unsent
const isStale = "kept" in marks || "standIn" in page.dataset;
const RETRY = 30000; // [ms]

let { person } = page.dataset;
let trouble = isStale || !navigator.onLine ? "offline" : ""; // as Outbox.send() says it
let isTrying = false;
let isNews = false; // the server knows more than this page shows
let isLeaving = false; // asked to sign out while something waits
let again; // the timer of the next try

const isReachable = () => trouble === "" || trouble === "signed-out";
const all = () => (person ? Outbox.waiting(person).catch(() => []) : Promise.resolve([]));
const unsent = (entries) => entries.filter((entry) => !entry.refused).length;

// The address names the day; else the page did; else the clock of this device does.
const localDay = (now = new Date()) => new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const named = location.pathname.match(/\/(\d{4}-\d\d-\d\d)\/$/)?.[1];
const isByClock = !named && isStale;
const date = named ?? (isStale ? localDay() : page.dataset.date);

// --- what is shown ------------------------------------------------------------------------------------------------
async function show() {
  const entries = await all();
  document.documentElement.toggleAttribute("data-offline", !isReachable());
  showBanner(unsent(entries));
  Waiting.show(entries, date);
  showKeep();
}

function stateOf(n) {
  if (isTrying) return "trying";
  if (isLeaving && n) return "leaving";
  if (trouble === "signed-out") return n || isStale ? trouble : "";
  return trouble || (isNews && "news") || (n && "waiting");
}

function showBanner(n) {
  const state = stateOf(n);
  if (!state) return banner.replaceChildren();
  const shown = Waiting.piece("banner");
  shown.querySelector("b").textContent = [Waiting.word(state), n ? Waiting.counted(n) : ""].filter(Boolean).join(" ");
  shown.querySelector("span").textContent = Waiting.word(`${state}-more`);
  for (const way of shown.querySelectorAll("[data-for]")) way.hidden = !way.dataset.for.split(" ").includes(state);
  banner.replaceChildren(shown);
}

// --- keeping and sending ------------------------------------------------------------------------------------------
async function keep(submitter) {
  const input = box();
  const form = new FormData(input.form, submitter);
  const entry = Outbox.entryOf(form, { person, eatenOn: date, byClock: isByClock });
  if (!entry) return;
  try {
    await Outbox.put(entry);
  } catch {
    document.querySelector("[data-not-kept]").hidden = false; // the words stay in the box
    return;
  }
  navigator.storage?.persist?.();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("outbox")).catch(() => {});
  if (input.value.trim() === entry.text) input.value = "";
  document.getElementById("preview")?.replaceChildren();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus();
  await changed();
}

async function changed() {
  await show();
  if (navigator.onLine) flush();
}

async function flush() {
  clearTimeout(again);
  if (!person || isTrying) return show();
  const before = unsent(await all());
  isTrying = true;
  await show();
  trouble = await Outbox.send(person, url);
  isTrying = false;
  const after = unsent(await all());
  isNews ||= after < before || (isStale && trouble === "");
  if (after && !isReachable()) again = setTimeout(flush, RETRY);
  await showNews();
}

// The day as the server has it now, unless somebody is in the middle of typing.
async function showNews() {
  await show();
  if (isNews && trouble === "" && !box()?.value.trim() && !Waiting.isOpen()) location.reload();
}

// --- the box of the day -------------------------------------------------------------------------------------------
function box() {
  return document.getElementById("sentence");
}

const addButton = () => document.querySelector("#preview [data-add]");
const isSeen = () => document.querySelector("#preview [name=seen]")?.value === box()?.value;

// While nothing can be reached, the box offers to keep the words; a preview of other words is out of date.
function showKeep() {
  const there = document.querySelector("#say [data-keep]");
  const preview = document.getElementById("preview");
  if (preview) preview.hidden = !isReachable() && !isSeen();
  if (isReachable()) there?.remove();
  else if (!there && box()) box().form.append(Waiting.piece("keep"));
}

// Nothing of the box reaches the server now.
const isOurs = (event) => !isReachable() && person && event.target.closest?.("#say");

document.addEventListener("submit", (event) => {
  if (!isOurs(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const name = event.submitter?.name ?? "";
  if (event.target === box().form && (name === "" || name === "add")) keep(event.submitter);
}, true);
document.addEventListener("keydown", (event) => {
  const isEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!isEnter || event.target !== box() || !isOurs(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  keep(isSeen() ? addButton() : null);
}, true);
document.addEventListener("htmx:beforeRequest", (event) => isOurs(event) && event.preventDefault(), true);
document.addEventListener("htmx:load", showKeep);
document.addEventListener("input", (event) => event.target === box() && showKeep());

function fail(event) {
  const status = event.detail.xhr?.status ?? 0;
  if (status > 0 && status < 500) return;
  trouble = status ? "server" : "offline";
  clearTimeout(again);
  again = setTimeout(flush, RETRY);
  show();
}
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(failure, fail);

// --- what else happens on the page --------------------------------------------------------------------------------
document.addEventListener("outbox:changed", changed);
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-try]")) flush();
  if (event.target.closest?.("[data-show]")) location.reload();
});

// Signing out leaves nothing behind unsaid: what waits is sent first; what cannot be, stays for this person alone.
document.addEventListener("submit", async (event) => {
  if (event.target.getAttribute("action") !== logout || isLeaving || !navigator.onLine) return;
  event.preventDefault();
  if ((await all()).length) await Outbox.send(person, url);
  const left = (await all()).length;
  isLeaving = true;
  if (left) show();
  else event.target.submit();
});

addEventListener("online", flush);
addEventListener("offline", () => {
  trouble = "offline";
  show();
});
document.addEventListener("visibilitychange", async () => {
  if (!document.hidden && (isStale || unsent(await all()))) flush();
});

async function keepThisDay() {
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(page.dataset.worker);
  const worker = await navigator.serviceWorker.ready;
  if (isFirst && !isStale && date) worker.active.postMessage({ person, date, html });
}

// A page that was not made for now is put right: the likely meal, the day, the days that can be looked at.
async function greet(cache) {
  const meal = document.querySelector("#say-form [name=meal]");
  if (meal && date === localDay()) meal.value = page.dataset.meals.split(" ")[new Date().getHours()];
  if (date !== localDay()) document.querySelector(".gc-step .lab")?.remove();
  if ("kept" in marks) for (const title of document.querySelectorAll(".gc-meal > header h3")) title.append(Waiting.piece("before"));
  for (const place of document.querySelectorAll("[data-day-name]")) place.textContent = Waiting.dayName(date);
  for (const place of document.querySelectorAll("[data-somebody]")) place.hidden = !person;
  for (const place of document.querySelectorAll("[data-nobody]")) place.hidden = Boolean(person);
  const list = document.querySelector("[data-kept-days]");
  if (!list || !cache) return;
  const days = (await (await caches.open(cache)).keys()).map((request) => new URL(request.url).pathname).sort();
  for (const place of days.reverse()) {
    const link = Object.assign(document.createElement("a"), { href: place, className: "gc-item" });
    link.textContent = Waiting.dayName(place.slice(-11, -1));
    list.appendChild(document.createElement("li")).append(link);
  }
}

async function start() {
  navigator.serviceWorker?.addEventListener("message", () => {
    isNews = true;
    showNews();
  });
  if (navigator.serviceWorker) keepThisDay().catch(() => {}); // without a worker the page still keeps what is typed
  const cache = (await globalThis.caches?.keys())?.find((name) => name.startsWith("days-"));
  person ||= cache?.slice("days-".length) ?? ""; // a page that is nobody's serves the person the days belong to
  for (const entry of await all()) if (entry.held) await Waiting.release(entry); // the page it was changed on is gone
  if (isStale) await greet(cache);
  if (navigator.onLine && (isStale || unsent(await all()))) flush();
  else show();
}

start();
