// What takes a while is asked for once the page is there, and not for a page that is only passed. Without this
// script the link in its place leads to it.
const RESTED = 250;
let resting;
const fill = async (part) => {
  const answer = await fetch(part.dataset.later, { headers: { "X-Purpose": "later" } }).catch(() => null);
  if (answer?.ok && !answer.redirected && part.isConnected) part.outerHTML = await answer.text();
};
const arrive = () => {
  clearTimeout(resting);
  resting = setTimeout(() => document.querySelectorAll("[data-later]").forEach(fill), RESTED);
};
document.addEventListener("bn:arrive", arrive);
arrive();
