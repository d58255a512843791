// Ticking files in the list: how many, and Shift from one to another.
const boxes = () => [...document.querySelectorAll("[name=candidature]:not(:disabled)")];
let last = null;
const tell = () => {
  const told = document.querySelector("[data-ticked]"), count = boxes().filter((box) => box.checked).length;
  if (told && count) told.textContent = (count === 1 ? told.dataset.one : told.dataset.many).replace("{n}", count);
};
document.addEventListener("click", (event) => {
  if (!event.target.matches("[name=candidature]")) return;
  const box = event.target, all = boxes(), ends = [all.indexOf(last), all.indexOf(box)];
  if (event.shiftKey && ends[0] >= 0) {
    for (const one of all.slice(Math.min(...ends), Math.max(...ends) + 1)) one.checked = box.checked;
  }
  last = box;
  tell();
});
document.addEventListener("reset", () => setTimeout(tell));
for (const name of ["pageshow", "bn:arrive"]) addEventListener(name, tell);
tell();
