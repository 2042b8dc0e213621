"use strict";

// For comfort only: every page is whole without this.

// "/" goes to the search, as in many reading programs.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("find").focus();
  }
});

// Opens all words of the accounts at once, and closes them again.
for (const table of document.querySelectorAll("table.accounts")) {
  const button = document.createElement("button");
  const open = () => button.getAttribute("aria-pressed") === "true";
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.textContent = "Open all words";
  button.addEventListener("click", () => {
    const now = !open();
    for (const saying of table.querySelectorAll("details.saying")) saying.open = now;
    button.setAttribute("aria-pressed", String(now));
    button.textContent = now ? "Close all words" : "Open all words";
  });
  table.before(button);
}

// Words are printed with the page.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    details.dataset.printed = "";
  }
});
window.addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-printed]")) {
    details.open = false;
    delete details.dataset.printed;
  }
});
