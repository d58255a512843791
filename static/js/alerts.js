// Keys of « Alertes » and « Binômes »: J K go from one card or row to the next, W writes about it, T says it is handled.
const cards = () => [...document.querySelectorAll("[data-card]")].filter((card) => card.checkVisibility());
const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (!/^[jkwt]$/.test(key)) return;
  const all = cards();
  const place = all.indexOf(document.activeElement.closest?.("[data-card]"));
  if (key === "w" || key === "t") {
    const act = (all[place] ?? all[0])?.querySelector(`[data-act="${key}"]`);
    if (!act) return;
    event.preventDefault();
    act.click();
    return;
  }
  const next = all[key === "j" ? place + 1 : Math.max(place - 1, 0)];
  if (!next) return;
  event.preventDefault();
  next.querySelector("[tabindex], a").focus();
});
