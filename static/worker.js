"use strict";

// The service worker. It keeps the days last seen, each person's apart, with the files they need, and shows them where
// the server cannot be reached. Of other pages it keeps nothing. PLACES and Outbox come from the script that loads this.

const FILES = "files-1";
const DAYS = "days-"; // and the pseudonym of the person
const DAYS_KEPT = 7;
const PATIENCE = 5000; // [ms] after this, a day that is kept is shown without waiting for the server any longer
const IMMUTABLE = /\.[0-9a-f]{12}\.\w+$/; // a file named after its content never changes

const isPerson = (name) => name.startsWith(DAYS);
const daysCaches = async () => (await caches.keys()).filter(isPerson);
const isDay = (url) => url.pathname === PLACES.today || /^\d{4}-\d\d-\d\d\/$/.test(url.pathname.slice(PLACES.today.length));

self.addEventListener("install", (event) => {
  self.skipWaiting(); // open pages have all they need already
  event.waitUntil(keepOfflinePage());
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) if (name !== FILES && !isPerson(name)) await caches.delete(name);
  await self.clients.claim();
  await tidy();
}

// The day that was open before there was a worker comes from its page: asking the server again would take its messages.
self.addEventListener("message", (event) => {
  const { person, date, html } = event.data;
  event.waitUntil(offlinePage().then((offline) => settle(dayOf(person, date, html, offline?.headers)).kept));
});

function dayOf(person, date, html, like) {
  const policy = like?.get("Content-Security-Policy") ?? "default-src 'self'";
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy };
  return new Response(html, { headers: { ...headers, "GutCheck-Person": person, "GutCheck-Day": date } });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.method === "GET" && url.pathname.startsWith(PLACES.files)) event.respondWith(file(request));
});

async function file(request) {
  const kept = () => caches.match(request.url, { cacheName: FILES });
  if (IMMUTABLE.test(request.url)) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async () => (await kept()) ?? Response.error());
}

async function page(event, url) {
  if (event.request.method === "POST") return act(event, url);
  const isKeepable = isDay(url);
  try {
    const answer = await (isKeepable ? soon(event.request, url) : fetch(event.request));
    if (isKeepable && answer.status >= 500) return (await keptDay(url)) ?? (await offlinePage()) ?? answer;
    const { forgotten, kept } = settle(answer);
    event.waitUntil(kept);
    await forgotten;
    return answer;
  } catch {
    return (isKeepable && (await keptDay(url))) || (await offlinePage()) || Response.error();
  }
}

// A form that does not get through: words about a meal go to the outbox, under the key of the form, so that they are
// not logged twice where only the answer was lost. Other forms are for when there is a connection.
async function act(event, url) {
  const copy = event.request.clone();
  const answer = await fetch(event.request).catch(() => null);
  if (answer && answer.status < 500) {
    await settle(answer).forgotten;
    return answer;
  }
  const day = url.pathname.match(/^.*\/\d{4}-\d\d-\d\d\//)?.[0];
  const form = day?.startsWith(PLACES.today) && (await copy.formData().catch(() => null));
  const [whose] = await daysCaches();
  const facts = form && whose && { key: form.get("key"), person: whose.slice(DAYS.length), eatenOn: day.slice(-11, -1) };
  const entry = facts && Outbox.entryOf(form, facts);
  if (!entry) return answer ?? unsentPage();
  await Outbox.put(entry);
  return Response.redirect(day, 303);
}

// The answer of the server; where a day is kept, only if it comes soon.
async function soon(request, url) {
  const answer = fetch(request);
  if (!(await keptDay(url))) return answer;
  return Promise.race([answer, new Promise((_, giveUp) => setTimeout(giveUp, PATIENCE))]);
}

// forgotten: the days of anybody but the person whose page this is are gone; no page is shown before.
// kept: the page is there for times without a connection. One page after the other, so that none comes back.
let last = Promise.resolve();
function settle(answer) {
  const person = answer.headers.get("GutCheck-Person");
  const date = answer.headers.get("GutCheck-Day");
  if (!person) return {};
  const copies = date && person !== "nobody" ? [answer.clone(), answer.clone()] : null;
  const forgotten = last.then(() => forgetOthers(person));
  last = forgotten.then(() => copies && keepDay(person, date, copies[0])).catch(() => {});
  return { forgotten, kept: last.then(async () => copies && keepFilesOf(await copies[1].text())) };
}

async function forgetOthers(person) {
  for (const name of await daysCaches()) if (name !== DAYS + person) await caches.delete(name);
}

async function keepDay(person, date, answer) {
  const days = await caches.open(DAYS + person);
  const place = PLACES.today + date + "/";
  await days.delete(place); // the last seen stands last
  await days.put(place, answer);
  const places = await days.keys();
  for (const old of places.slice(0, Math.max(0, places.length - DAYS_KEPT))) await days.delete(old);
}

async function keepFilesOf(text) {
  await keepFiles(text, location.href);
  const offline = await caches.match(PLACES.offline, { cacheName: FILES });
  const head = (html) => html.match(/<html[^>]*>/)?.[0]; // names the language and the theme
  if (!offline || head(await offline.text()) !== head(text)) await keepOfflinePage();
}

async function keepOfflinePage() {
  const answer = await fetch(PLACES.offline, { cache: "no-store" });
  if (!answer.ok) return;
  const text = await answer.clone().text();
  await (await caches.open(FILES)).put(PLACES.offline, answer);
  await keepFiles(text, location.href);
}

function filesIn(text, base) {
  const named = [...text.matchAll(/(?:src|href)="([^"]+)"|url\(["']?([^"')]+)/g)].map(([, one, other]) => one ?? other);
  return named.map((name) => new URL(name, base)).filter((url) => url.origin === location.origin && url.pathname.startsWith(PLACES.files));
}

async function keepFiles(text, base) {
  const files = await caches.open(FILES);
  for (const url of filesIn(text, base)) {
    if (await files.match(url)) continue;
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok) continue;
    await files.put(url, answer.clone());
    if (url.pathname.endsWith(".css")) await keepFiles(await answer.text(), url);
  }
}

// Files that no kept page names any more are of an older version.
async function tidy() {
  const files = await caches.open(FILES);
  const named = new Set([new URL(PLACES.offline, location).href]);
  const name = (text, base) => filesIn(text, base).forEach((url) => named.add(url.href));
  name(await ((await files.match(PLACES.offline))?.text() ?? ""), location.href);
  for (const cache of await daysCaches()) {
    const days = await caches.open(cache);
    for (const request of await days.keys()) name(await (await days.match(request)).text(), location.href);
  }
  for (const url of [...named]) if (url.endsWith(".css")) name(await ((await files.match(url))?.text() ?? ""), url);
  for (const request of await files.keys()) if (!named.has(request.url)) await files.delete(request);
}

// A day as it was when it was last seen; the page is told so. Today is what the clock of this device says.
async function keptDay(url) {
  const now = new Date();
  const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  const place = url.pathname === PLACES.today ? PLACES.today + today + "/" : url.pathname;
  for (const name of await daysCaches()) {
    const day = await caches.match(place, { cacheName: name });
    if (day) return marked(day, "data-kept");
  }
  return null;
}

async function unsentPage() {
  const offline = await offlinePage();
  return offline ? marked(offline, "data-unsent") : Response.error();
}

const marked = async (answer, mark) =>
  new Response((await answer.text()).replace("<html", `<html ${mark}`), { headers: answer.headers });
const offlinePage = async () => (await caches.match(PLACES.offline, { cacheName: FILES })) ?? null;

// Where the browser tells of a connection coming back, what waits is sent even while no page is open.
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendWaiting());
});

async function sendWaiting() {
  const [whose] = await daysCaches();
  const person = whose?.slice(DAYS.length);
  const before = person ? (await Outbox.waiting(person)).length : 0;
  if (!before) return;
  const trouble = await Outbox.send(person, PLACES.outbox);
  const after = (await Outbox.waiting(person)).length;
  if (after < before) for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage("sent");
  if (trouble === "offline" || trouble === "server") throw new Error("not sent yet"); // the browser tries again
}
