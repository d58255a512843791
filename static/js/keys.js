// Single keys of the queue, for who wants them. Each presses a button or follows a link of the page.
const help = () => document.getElementById("touches");
const FIELDS = "input:not([name=candidature]), textarea, select, [contenteditable]";
// A key presses what is in sight, or decides about the file that is: on a phone its panel is a page of its own.
const isRead = () => document.getElementById("fiche")?.checkVisibility();
const press = (key) => [...document.querySelectorAll(`[data-key="${key}"]`)]
  .find((one) => one.checkVisibility() || (one.closest("#decision") && isRead()))?.click();
const rowHere = () => document.activeElement.closest("[data-row]");
const current = () => document.querySelector("[data-row]:has([aria-current])");

// In the list J and K go from row to row, and Enter opens; beside it they turn the page.
const step = (way) => {
  const row = rowHere();
  if (!row) return press(way > 0 ? "j" : "k");
  let next = row;
  do next = way > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next?.classList.contains("est-decidee"));
  next?.querySelector("a").focus();
};
const tick = (isRange) => {
  const box = (rowHere() ?? current())?.querySelector("[name=candidature]:not(:disabled)");
  if (box?.checkVisibility()) box.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: isRange }));
};
const open = (event) => {
  const row = rowHere() ?? (document.activeElement.matches("body, h1, h2, main") && current());
  if (event.target.closest("a, button, summary") || !row) return false;
  row.querySelector("a").click();
};
const focusOn = (selector) => {
  const field = document.querySelector(selector);
  field?.focus();
  field?.scrollIntoView({ block: "nearest" });
};
// Escape leaves a field in which something was written, and closes a form that can be closed without loss.
const leave = ({ target }) => {
  const field = target.closest(FIELDS), close = document.querySelector('[data-key="escape"]');
  if (close && !field?.form?.matches("[data-typed]")) return close.click();
  if (!field) return false;
  field.blur();
  document.querySelector("#fiche")?.focus({ preventScroll: true });
};

const KEYS = {
  j: () => step(1),
  arrowdown: () => step(1),
  k: () => step(-1),
  arrowup: () => step(-1),
  enter: open,
  x: (event) => tick(event.shiftKey),
  n: () => focusOn("#id_note_text"),
  "/": () => focusOn("#id_q"),
  "?": () => help()?.showModal(),
};
for (const key of ["v", "i", "a", "r", "s", "m", "u"]) KEYS[key] = () => press(key);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help()?.open) return;
  const key = event.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  if (key !== "escape" && event.target.closest(FIELDS)) return;
  if ((isLetter && event.shiftKey && key !== "x") || (event.repeat && !/^([jk]|arrow.*)$/.test(key))) return;
  const act = key === "escape" ? leave : KEYS[key];
  if (act && act(event) !== false) event.preventDefault();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest('[data-key="?"]')) help().showModal();
  if (target.closest("[data-close]") || target === help()) help().close();
});
const unveil = () => {
  for (const part of document.querySelectorAll("[data-with-keys]")) part.hidden = false;
};
document.addEventListener("bn:arrive", unveil);
unveil();
