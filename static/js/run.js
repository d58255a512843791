// The button says how many lines are ticked.
const form = document.querySelector("[data-tick-form]"), button = form?.querySelector("[data-tick-submit]");
const boxes = [...document.querySelectorAll("[data-tick]")];
const tell = () => {
  const count = boxes.filter((box) => box.checked).length;
  button.textContent = count === 0 ? button.dataset.none : count === 1 ? button.dataset.one : button.dataset.many.replace("{n}", count);
};
for (const box of boxes) box.addEventListener("change", tell);
if (button) tell();
addEventListener("pageshow", () => button && tell());

// Single keys, for who wants them: J K go from line to line, X ticks, E pins, C compares.
const lines = [...document.querySelectorAll("[data-line]")];
const here = () => lines.indexOf(document.activeElement.closest?.("[data-line]"));
const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select");
if (form?.dataset.keys) document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase(), place = here();
  if (key === "j" || key === "k") {
    const next = lines[place < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, place + (key === "j" ? 1 : -1)))];
    event.preventDefault();
    next?.querySelector("th").focus();
    return;
  }
  const target = place >= 0 && /^[xec]$/.test(key) && lines[place].querySelector(`[data-act="${key}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});
