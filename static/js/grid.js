// The week: ready-made choices and the sentence below, said a moment after the last tick.
const grid = document.querySelector("[data-grid]");
const boxes = [...grid.querySelectorAll("input")];
const summary = document.querySelector("[data-grid-summary]");
const presets = document.querySelector("[data-grid-presets]");
let timer;
const say = () => {
  const names = boxes.filter((box) => box.checked).map((box) => box.nextElementSibling.textContent.split(",")[0]);
  const count = `${names.length} créneau${names.length > 1 ? "x" : ""}`;
  summary.textContent = names.length ? `${count}\u202f: ${names.join(", ")}` : "Aucun créneau choisi";
};
grid.addEventListener("change", () => {
  clearTimeout(timer);
  timer = setTimeout(say, 600);
});
presets.hidden = false;
presets.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const bits = button.dataset.bits.split(" ").filter(Boolean);
  for (const box of boxes) box.checked = bits.length ? box.checked || bits.includes(box.value) : false;
  grid.dispatchEvent(new Event("input", { bubbles: true }));
  grid.dispatchEvent(new Event("change", { bubbles: true }));
});
