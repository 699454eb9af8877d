// What the page adds to the terminal: the keyboard is the reader's from the first moment, and no text in a
// wire can open an address.
"use strict";

// All that may open is a download of an export, which the reader announces with a key of its own: it is saved, and
// never shown.
window.open = (address) => {
  const key = /\/download\/([\w-]{16,64})(?:\?|$)/.exec(String(address));
  if (key && String(address).startsWith(`${window.location.origin}/download/`)) {
    const link = document.createElement("a");
    link.href = `${window.location.pathname}download/${key[1]}`;
    link.download = "";
    link.click();
  }
  return null;
};

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
  // The terminal's measures are those of its font: it is there before the terminal is, upright, bold and italic.
  const faces = ["", "bold ", "italic ", "italic bold "].map((face) => document.fonts.load(`${face}16px "Roboto Mono"`));
  Promise.all(faces).then(() => window.dispatchEvent(new Event("resize")));
});
window.addEventListener("focus", takeFocus);
