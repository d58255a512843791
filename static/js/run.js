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
