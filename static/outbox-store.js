"use strict";

// Sentences that wait on this device until they can be sent. Pages and the service worker use it alike.
// An entry: { key, person, text, meal, eatenOn, byClock, writtenAt [ms], chosen, held, refused }. chosen: what the person
// had chosen of each part when they added it. held: it is being changed, so it is not sent. refused: why the server did
// not take it; it waits for the person, not for a connection.

const Outbox = (() => {
  const PATIENCE = 15000; // [ms] a server that answers later than this does not answer

  const opened = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open("gutcheck", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function run(mode, act) {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const work = base.transaction("outbox", mode, { durability: "strict" });
        const request = act(work.objectStore("outbox"));
        work.oncomplete = () => resolve(request.result);
        work.onabort = work.onerror = () => reject(work.error);
      });
    } finally {
      base.close();
    }
  }

  const put = (entry) => run("readwrite", (store) => store.put(entry));
  const remove = (key) => run("readwrite", (store) => store.delete(key));
  const get = (key) => run("readonly", (store) => store.get(key));

  async function waiting(person) {
    const entries = await run("readonly", (store) => store.getAll());
    return entries.filter((entry) => entry.person === person).sort((one, other) => one.writtenAt - other.writtenAt);
  }

  // One at a time over all tabs and the worker: what is being sent cannot be changed or removed at the same moment.
  const alone = (act) => (navigator.locks ? navigator.locks.request("outbox", act) : act());

  function newKey() {
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), "4" + hex.slice(13, 16), "8" + hex.slice(17, 20), hex.slice(20)].join("-");
  }

  // What the form of the day says, as an entry; null where there are no words, or they are kept on the day already.
  function entryOf(form, more) {
    const text = form.get("text")?.trim();
    if (!text || form.get("look")) return null;
    const isSeen = form.get("seen") === form.get("text").replace(/\r\n?/g, "\n");
    const chosen = isSeen ? [...form].filter(([name]) => /^(part-|add$)/.test(name)) : [];
    return { key: newKey(), text, meal: form.get("meal"), chosen, byClock: false, writtenAt: Date.now(), ...more };
  }

  const asked = (place, options) =>
    fetch(place, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });

  function form(entry) {
    const seconds = (moment) => Math.round(moment / 1000);
    const { key, person, text, meal, eatenOn } = entry;
    const fields = { key, person, text, meal, eaten_on: eatenOn, written_at: seconds(entry.writtenAt) };
    if (entry.byClock) fields.by_clock = "on";
    return new URLSearchParams([...Object.entries(fields), ...(entry.chosen ?? [])]);
  }

  // Sends all there is, oldest first. What stands in the way: "" nothing, "offline", "server" or "signed-out".
  const send = (person, place) => alone(() => sendAlone(person, place).catch(() => "offline"));

  async function sendAlone(person, place) {
    const door = await asked(place);
    if (door.type === "opaqueredirect") return "signed-out";
    if (!door.ok) return "server";
    const found = await door.json();
    if (found.person !== person) return "signed-out";
    let trouble = "";
    for (const entry of await waiting(person)) {
      if (!entry.held && !entry.refused) trouble = (await sendOne(entry, place, found.token)) || trouble;
      if (trouble === "signed-out") break;
    }
    return trouble;
  }

  async function sendOne(entry, place, token) {
    // The clock of this moment goes in a header, for the same sentence is the same form whenever it is sent.
    const headers = { "X-CSRFToken": token, "GutCheck-Clock": String(Math.round(Date.now() / 1000)) };
    const answer = await asked(place, { method: "POST", body: form(entry), headers });
    if (answer.ok) return void (await remove(entry.key));
    if (answer.status === 409) return "signed-out";
    if (![400, 413, 422].includes(answer.status)) return "server";
    const { error } = await answer.json().catch(() => ({}));
    return void (await put({ ...entry, refused: error || String(answer.status) }));
  }

  return { alone, entryOf, get, newKey, put, remove, send, waiting };
})();
