// The queue without reloading: a file, a decision and « Annuler » are fetched and put in the page. The list
// stays where it is under the reader, the next file is fetched ahead. Without this script each is a page.
const FILE = /^\/pilotage\/candidatures\/(MTR|DEM)-[^/]+\//;
const FRESH = 60_000, RESTED = 400;
const MARGIN = 16, SHORTEST = 240;
const main = document.getElementById("contenu");
const words = document.querySelector("[data-queue-words]").dataset;
const live = document.body.appendChild(Object.assign(document.createElement("p"), { className: "visually-hidden" }));
live.setAttribute("role", "status");
let list = main.querySelector(".bn-file__liste"), scrolled = 0, turn = 0, isSending = false, ahead = null, resting;
let place = location.pathname + location.search;

const rows = (root) => [...root.querySelectorAll("[data-row]")];
const rowOf = (root, reference) => rows(root).find((row) => row.dataset.row === reference);
const reader = (root) => root.querySelector(".bn-file");
const addressOf = (url) => url.pathname + url.search;

const load = async (url, options = {}) => {
  const answer = await fetch(url, options);
  if (answer.status >= 500) throw new Error(answer.status);
  return { url: new URL(answer.url), isOurs: answer.ok, html: await answer.text() };
};

// The next file, before it is asked for. The server remembers that it was sent; showing it says it was read.
const prepareNext = () => {
  clearTimeout(resting);
  ahead = null;
  resting = setTimeout(fetchAhead, RESTED);
};
const fetchAhead = () => {
  const next = main.querySelector("[data-key=j]")?.href;
  if (!next || navigator.connection?.saveData) return;
  const headers = { "X-Purpose": "prefetch" };
  ahead = { address: addressOf(new URL(next)), at: Date.now(), page: load(next, { headers }).catch(() => null) };
};
const get = async (url) => {
  const known = ahead?.address === addressOf(url) && Date.now() - ahead.at < FRESH && (await ahead.page);
  if (!known) return load(url);
  fetch(url, { method: "HEAD" }).catch(() => null);
  return known;
};

// Rows keep their place: those still to decide are written afresh, the one just decided says what it became.
const renew = (fresh, decided) => {
  for (const row of rows(list)) {
    const now = rowOf(fresh, row.dataset.row), box = row.querySelector("[name=candidature]");
    row.querySelector("a").removeAttribute("aria-current");
    if (now) row.querySelector("a").replaceWith(now.querySelector("a"));
    const isDecided = !now && (row.classList.contains("est-decidee") || row.dataset.row === decided?.dataset.decided);
    if (isDecided && !row.classList.contains("est-decidee")) {
      row.querySelector(".bn-file__marque").replaceChildren(...decided.cloneNode(true).childNodes);
      row.querySelector(".bn-file__etat").replaceChildren();
    }
    row.classList.toggle("est-decidee", isDecided);
    if (box) [box.checked, box.disabled] = [box.checked && !isDecided, isDecided];
  }
};

// What surrounds the list is replaced around it, so that it keeps its scroll.
const around = (old, kept, fresh, twin) => {
  for (const child of [...old.children]) if (child !== kept) child.remove();
  const children = [...fresh.children], middle = children.indexOf(twin);
  kept.before(...children.slice(0, middle));
  kept.after(...children.slice(middle + 1));
};
const put = (page) => {
  const fresh = page.querySelector(".bn-file__liste"), file = reader(page), here = file?.dataset.file;
  const stays = list && fresh && here && file.matches(".bn-file--fiche")
    && fresh.dataset.list === list.dataset.list && rowOf(list, here);
  if (list?.isConnected) scrolled = list.scrollTop;
  if (!stays) {
    main.replaceChildren(...page.children);
    list = fresh ?? list;
    return;
  }
  renew(fresh, page.querySelector("[data-decided]"));
  rowOf(list, here).querySelector("a").setAttribute("aria-current", "true");
  if (list.isConnected) {
    const mine = reader(main);
    around(mine.parentElement, mine, file.parentElement, file);
    for (const { name, value } of file.attributes) mine.setAttribute(name, value);
    around(mine, list, file, fresh);
  } else {
    fresh.replaceWith(list);
    main.replaceChildren(...page.children);
    list.scrollTop = scrolled;
  }
};

// At a desk the list reaches to the foot of the window, or to the bar there, and shows the row being read.
const fit = () => {
  if (!list?.isConnected) return;
  const row = list.querySelector("[aria-current]");
  const hidden = () => (row ? row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom : 0);
  const bar = main.querySelector(".bn-file__bas")?.offsetHeight ?? 0, top = list.getBoundingClientRect().top;
  const isSeen = hidden() < 1;
  list.style.setProperty("--bn-reste", `${Math.max(innerHeight - Math.max(top, MARGIN) - bar - MARGIN, SHORTEST)}px`);
  if (isSeen && hidden() > 0) list.scrollTop += Math.ceil(hidden());
};
const keepInSight = () => {
  fit();
  list?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
};
addEventListener("scroll", fit, { passive: true });
addEventListener("resize", fit);
new ResizeObserver(() => requestAnimationFrame(fit)).observe(main);

const focusOn = (before, { hash = "", then, key } = {}) => {
  const isSameFile = key !== "u" && before && reader(main)?.dataset.file === before;
  const same = isSameFile && (document.getElementById(then) || main.querySelector(`[data-key="${key}"]`));
  const target = main.querySelector("[data-error-summary]")
    || (hash === "#decision" && main.querySelector(".bn-file--formulaire #decision form :is(input:not([type=hidden]), textarea)"))
    || same
    || (hash === "#texte" && document.getElementById("texte-titre"))
    || main.querySelector("#fiche")
    || main.querySelector("h1");
  if (!target.matches("a, button, input, textarea")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.id === "fiche" ? "start" : "nearest" });
};

const show = ({ url, html }, { isBack = false, sent, ...intent } = {}) => {
  const page = new DOMParser().parseFromString(html, "text/html"), before = reader(main)?.dataset.file;
  const told = (root) => root.querySelector(".bn-message")?.parentElement;
  const message = told(page), accepted = sent && sent !== url.pathname ? sent : "";
  told(document)?.remove();
  if (message) main.before(message);
  document.getElementById("menu").replaceChildren(...page.getElementById("menu").children);
  document.dispatchEvent(new CustomEvent("bn:leave", { detail: { accepted } }));
  put(page.getElementById("contenu"));
  document.title = page.title;
  document.dispatchEvent(new Event("bn:arrive", { bubbles: true }));
  focusOn(before, intent);
  keepInSight();
  const outcome = message ?? (intent.isDecision ? main.querySelector(".bn-file__annuler p") : null);
  live.textContent = outcome?.innerText ?? "";
  const address = addressOf(url);
  if (!isBack) history[address === place ? "replaceState" : "pushState"](null, "", address);
  place = address;
  countDown();
  prepareNext();
};

// « Annuler » goes away with its time, by the server's count of what was left of it.
let untilWhen = Infinity;
const countDown = () => {
  const bar = main.querySelector(".bn-file__annuler");
  untilWhen = bar ? Date.now() + bar.dataset.seconds * 1000 : Infinity;
};
setInterval(() => {
  if (Date.now() < untilWhen) return;
  untilWhen = Infinity;
  const bar = main.querySelector(".bn-file__annuler"), foot = bar.parentElement;
  const isHere = bar.contains(document.activeElement);
  bar.remove();
  if (!foot.querySelector("a")) foot.remove();
  else foot.classList.add("d-md-none");
  if (isHere) focusOn();
  fit();
}, 1000);

const visit = async (asked, intent) => {
  const mine = ++turn;
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await asked;
    if (mine !== turn) return;
    if (answer.isOurs && answer.url.pathname.startsWith("/pilotage/candidatures/")) show(answer, intent);
    else location.assign(answer.url);
  } catch {
    live.textContent = "";
    main.querySelector(".bn-file__panne")?.remove();
    const line = Object.assign(document.createElement("p"), { className: "bn-encart bn-encart--alerte bn-file__panne" });
    line.setAttribute("role", "alert");
    line.textContent = words.failed;
    main.firstElementChild.prepend(line);
  } finally {
    if (mine === turn) main.removeAttribute("aria-busy");
  }
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("#contenu a[href]");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || !FILE.test(link.pathname)) return;
  event.preventDefault();
  const url = new URL(link.href);
  if (!isSending) visit(get(url), { hash: url.hash });
});
document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter, url = new URL(form.action);
  if (form.method !== "post" || !FILE.test(url.pathname)) return;
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.set(button.name, button.value);
  clearTimeout(resting);
  ahead = null;
  const { then } = form.dataset, { key } = button?.dataset ?? {};
  await visit(load(url, { method: "POST", body }), { isDecision: true, sent: url.pathname, then, key });
  isSending = false;
}, { capture: true });
// A filter that is chosen brings another list.
document.addEventListener("bn:arrive", () => {
  const shown = main.querySelector(".bn-file__liste");
  if (!shown || shown === list) return;
  [list, place] = [shown, location.pathname + location.search];
  fit();
  countDown();
  prepareNext();
});
addEventListener("popstate", () => {
  if (location.pathname + location.search !== place) visit(load(location.href), { isBack: true });
});

// The list never moves under the reader: once a minute it only says what has arrived since.
setInterval(async () => {
  const link = list?.querySelector("[data-news]");
  if (document.hidden || !link) return;
  const answer = await fetch(link.dataset.news).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  link.textContent = await answer.text();
  link.hidden = !link.textContent;
  link.href = location.href;
}, 60_000);

keepInSight();
countDown();
prepareNext();
