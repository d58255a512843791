// Keys of the pairing pages: J K go from one to the next, 1 to 5 choose a candidate, C P E X act on it.
const first = () => document.querySelector("[data-candidate]");
const chosen = () => document.activeElement.closest?.("[data-candidate]") ?? first();
const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  const candidate = /^[1-5]$/.test(key) && document.querySelector(`[data-candidate="${key}"]`);
  if (candidate) {
    event.preventDefault();
    candidate.querySelector("h4").focus();
    return;
  }
  if (!/^[jkcpex]$/.test(key)) return;
  const place = chosen() ?? document;
  const target = document.querySelector(`[data-key="${key}"]`) ?? place.querySelector(`[data-act="${key}"]`);
  if (target) {
    event.preventDefault();
    target.click();
  }
});
