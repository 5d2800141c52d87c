"use strict";

// The browser gave no passkey: say so on the page. allauth would only write it to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const note = document.querySelector("[data-passkey-failed]");
  if (note) note.hidden = false;
});
