"use strict";

// What waits on this device, as a card on the page: the sentences quoted, each to be changed or removed.
// Words and pieces come from the page (diary/_outbox.html). After a change the page hears "outbox:changed".

const Waiting = (() => {
  const { lang } = document.documentElement;
  const locale = { en: "en-GB" }[lang] ?? lang; // days are written as the server writes them
  const holder = () => document.getElementById("outbox");
  let removed = null; // the entry removed last, for the way back

  const template = (name) => document.querySelector(`template[data-outbox=${name}]`).content;
  const piece = (name) => template(name).firstElementChild.cloneNode(true);
  const word = (name, values = {}) =>
    template("words").querySelector(`[data-word=${name}]`).textContent.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  const written = (form, moment) => new Intl.DateTimeFormat(locale, form).format(moment);
  const dayName = (day) => {
    const moment = new Date(`${day}T12:00`);
    const year = moment.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    return written({ weekday: "long", day: "numeric", month: "long", ...year }, moment);
  };
  const mealName = (meal) => template("editor").querySelector(`option[value=${meal}]`).textContent;

  // "3 entries waiting.": the server wrote it for some numbers; the one of the same kind is taken.
  function counted(n) {
    const kind = new Intl.PluralRules(lang);
    const forms = [...template("words").querySelectorAll("[data-n]")];
    const form = forms.find((one) => kind.select(Number(one.dataset.n)) === kind.select(n)) ?? forms.at(-1);
    return form.textContent.replace(form.dataset.n, n);
  }

  const isOpen = () => Boolean(holder().querySelector("form"));

  function show(entries, date) {
    if (isOpen()) return; // somebody is writing in it
    const shown = [];
    if (removed) {
      const note = piece("removed");
      note.querySelector("span").textContent = word("removed", { text: removed.text });
      note.querySelector("button").addEventListener("click", putBack);
      shown.push(note);
    }
    if (entries.length) {
      const card = piece("card");
      card.querySelector("small").textContent = entries.length;
      card.querySelector("ul").append(...entries.map((entry) => rowOf(entry, date)));
      shown.push(card);
    }
    holder().replaceChildren(...shown);
  }

  function rowOf(entry, date) {
    const row = piece("row");
    const time = written({ hour: "2-digit", minute: "2-digit" }, entry.writtenAt);
    const values = { meal: mealName(entry.meal), day: dayName(entry.eatenOn), time };
    row.querySelector(".n").textContent = word("quoted", { text: entry.text });
    row.querySelector("[data-when]").textContent = word(entry.eatenOn === date ? "when" : "when-on", values);
    row.querySelector("[data-refused]").textContent = entry.refused ?? "";
    row.querySelector(entry.refused ? "[data-waits]" : "[data-stays]").remove();
    row.querySelector("button").addEventListener("click", () => change(entry.key, row));
    return row;
  }

  async function change(key, row) {
    const entry = await Outbox.alone(async () => {
      const found = await Outbox.get(key);
      if (found) await Outbox.put({ ...found, held: true });
      return found;
    });
    if (!entry || isOpen()) return tell(); // it was sent in this moment, or another one is being changed
    const form = piece("editor");
    const { text, meal } = form.elements;
    [text.value, meal.value] = [entry.text, entry.meal];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close(form, () => (text.value.trim() ? save(entry, text.value.trim(), meal.value) : remove(entry)));
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => close(form, () => release(entry)));
    form.querySelector("[data-remove]").addEventListener("click", () => close(form, () => remove(entry)));
    row.replaceChildren(form);
    text.focus();
  }

  async function close(form, act) {
    await Outbox.alone(act);
    form.remove();
    tell();
  }

  const tell = () => document.dispatchEvent(new CustomEvent("outbox:changed"));
  const release = (entry) => Outbox.put({ ...entry, held: false });

  // What the server refused goes as a new entry once it was changed; what was sent meanwhile waits for a word.
  async function save(entry, text, meal) {
    const isThere = await Outbox.get(entry.key);
    const key = isThere && !entry.refused ? entry.key : Outbox.newKey();
    const chosen = text === entry.text ? entry.chosen : []; // choices are about the words they were made for
    if (key !== entry.key) await Outbox.remove(entry.key);
    await Outbox.put({ ...entry, key, text, meal, chosen, held: false, refused: isThere ? "" : word("late") });
  }

  async function remove(entry) {
    await Outbox.remove(entry.key);
    removed = { ...entry, held: false };
  }

  async function putBack() {
    await Outbox.put(removed);
    removed = null;
    tell();
  }

  return { counted, dayName, isOpen, piece, release, show, word };
})();
