// What every page gains from a script; everything works without it.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = document.body.dataset;

// A script that puts another page in this one says so with « bn:arrive ».
const onArrival = (prepare) => {
  prepare();
  document.addEventListener("bn:arrive", prepare);
};

// The error summary takes the focus, so that a screen reader starts with what to mend.
onArrival(() => document.querySelector("[data-error-summary]")?.focus());

// A second click on « Envoyer » sends nothing; the server would ignore it anyway. A form that answers a file
// (data-downloads) leaves its page as it was, to be sent again.
const sending = new Map();
document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.method !== "post" || event.defaultPrevented || "downloads" in form.dataset) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  if (!button || form.matches("[hx-post]") || button.matches("[hx-post]")) return;
  sending.set(button, [...button.childNodes]);
  button.setAttribute("aria-disabled", "true");
  button.replaceChildren(button.dataset.sending || words.sending);
});
// Coming back with the browser's arrow finds the form as it was.
addEventListener("pageshow", () => {
  for (const [button, content] of sending) {
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...content);
  }
  sending.clear();
  for (const form of all("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("htmx:afterRequest", ({ target }) => delete target.closest?.("form")?.dataset.sent);

// A filter applies as it is chosen: the page comes anew around whoever chose it, its address says it all. What
// does not come that way is asked for as a page.
const main = document.getElementById("contenu");
const found = Object.assign(document.createElement("p"), { className: "visually-hidden" });
found.setAttribute("role", "status");
const onFilter = (name, react) => document.addEventListener(name, (event) => {
  const { elt } = event.detail.requestConfig ?? event.detail;
  if (elt.matches(".bn-filtres")) react(event.detail, elt);
});
onFilter("htmx:configRequest", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});
onFilter("htmx:beforeRequest", () => {
  main.setAttribute("aria-busy", "true");
  document.body.append(found);
});
onFilter("htmx:beforeSwap", (answer, form) => {
  const isElsewhere = new URL(answer.xhr.responseURL).pathname !== new URL(form.action).pathname;
  if (!answer.shouldSwap || !isElsewhere) return;
  answer.shouldSwap = false;
  location.assign(answer.xhr.responseURL);
});
onFilter("htmx:afterRequest", ({ successful, requestConfig }) => {
  main.removeAttribute("aria-busy");
  if (!successful) return;
  document.dispatchEvent(new Event("bn:arrive"));
  const field = document.getElementById(requestConfig.triggeringEvent.target.id);
  if (field) field.closest("details").open = true;
  field?.focus({ preventScroll: true });
  found.textContent = main.querySelector(".bn-2[role=status], .bn-vide")?.innerText ?? "";
});
for (const name of ["htmx:sendError", "htmx:responseError"]) onFilter(name, (_answer, form) => form.submit());

// Menus close with Escape and when the focus or a click goes elsewhere.
const closeMenus = ({ target }) => {
  const kept = target.closest?.("details.bn-menu");
  for (const menu of all("details.bn-menu[open]")) if (menu !== kept) menu.open = false;
};
document.addEventListener("focusin", closeMenus);
document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest("details.bn-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A link to a folded question unfolds it.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.tagName === "DETAILS") target.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Conditional questions: data-shown-if="field=value|other" on their wrapper.
const values = (form, name) => new FormData(form).getAll(name).filter(Boolean);
const reveal = (form) => {
  for (const part of all("[data-shown-if]", form)) {
    part.hidden = !part.dataset.shownIf.split("&").every((condition) => {
      const [name, wanted] = condition.split("=");
      return values(form, name).some((value) => wanted === "*" || wanted.split("|").includes(value));
    });
  }
};
onArrival(() => all("form:has([data-shown-if])").forEach(reveal));
document.addEventListener("input", ({ target }) => target.form?.querySelector("[data-shown-if]") && reveal(target.form));

// « Il reste 120 caractères », from 70 % of the limit, once the typing rests.
const resting = new WeakMap();
document.addEventListener("input", ({ target }) => {
  const limit = Number(target.dataset.limit || target.maxLength);
  if (target.tagName !== "TEXTAREA" || !(limit > 0)) return;
  let line = target.parentElement.querySelector(".bn-reste");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "bn-reste", role: "status" });
    target.after(line);
  }
  const left = limit - [...target.value.trim()].length;
  const count = `${Math.abs(left)} caractère${Math.abs(left) > 1 ? "s" : ""}`;
  const sentence = left < 0 ? `${count} de trop` : left > limit * 0.3 ? "" : `Il reste ${count}`;
  clearTimeout(resting.get(target));
  resting.set(target, setTimeout(() => (line.textContent = sentence), 400));
});

// Messages go away when asked. « Copier »: data-copy holds the text, or "#id" of the element whose text to copy.
onArrival(() => {
  for (const button of all("[data-dismiss]")) button.hidden = false;
  for (const button of all("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
});
document.addEventListener("click", async (event) => {
  closeMenus(event);
  if (event.target.closest("[data-dismiss]")) {
    event.target.closest(".bn-message").remove();
    document.getElementById("contenu").focus({ preventScroll: true });
  }
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const { copy, copied } = button.dataset, label = button.querySelector("span") || button;
  const before = (label.dataset.before ||= label.textContent);
  await navigator.clipboard.writeText(copy.startsWith("#") ? document.querySelector(copy).innerText : copy);
  label.textContent = copied || words.copied;
  setTimeout(() => (label.textContent = before), 2500);
});
