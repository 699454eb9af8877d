// What the page adds to the terminal: the keyboard is the reader's from the first moment, and no text in a
// wire can open an address.
"use strict";

window.open = () => null;

const takeFocus = () => {
  if (document.body.classList.contains("-closed")) {
    document.getElementById("again").focus();
  } else {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }
};

window.addEventListener("DOMContentLoaded", () => {
  document.getElementById("again").addEventListener("click", () => window.location.reload());
  new MutationObserver(takeFocus).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  // The terminal's measures are those of its font: it is there before the terminal is.
  document.fonts.load('16px "Roboto Mono"').then(() => window.dispatchEvent(new Event("resize")));
});
window.addEventListener("focus", takeFocus);
