// What every page gains from a script; everything works without it.
const words = document.body.dataset;

// The error summary takes the focus, so that a screen reader starts with what to mend.
document.querySelector("[data-error-summary]")?.focus();

// A second click on « Envoyer » sends nothing; the server would ignore it anyway.
const sending = new Map();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button || form.hasAttribute("hx-post") || button.hasAttribute("hx-post")) return;
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
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) delete form.dataset.sent;
});

// Menus close with Escape and when the focus or a click goes elsewhere.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.bn-menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement.closest?.("details.bn-menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.bn-menu")));
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.bn-menu")));

// A message goes away when asked, never by itself.
for (const button of document.querySelectorAll("[data-dismiss]")) button.hidden = false;
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-dismiss]")) return;
  target.closest(".bn-message").remove();
  document.getElementById("contenu").focus({ preventScroll: true });
});

// A link to a folded question unfolds it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.tagName === "DETAILS") target.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// Conditional questions: data-shown-if="field=value|other" on their wrapper.
const fieldValues = (form, name) =>
  [...form.querySelectorAll(`[name="${name}"]`)]
    .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
    .map((control) => control.value);
const reveal = (form) => {
  for (const part of form.querySelectorAll("[data-shown-if]")) {
    part.hidden = !part.dataset.shownIf.split("&").every((condition) => {
      const [name, wanted] = condition.split("=");
      const values = fieldValues(form, name);
      return wanted === "*" ? values.some(Boolean) : values.some((value) => wanted.split("|").includes(value));
    });
  }
};
for (const form of document.querySelectorAll("form:has([data-shown-if])")) {
  reveal(form);
  form.addEventListener("change", () => reveal(form));
}

// « Il reste 120 caractères », from 70 % of the limit; read aloud once the typing rests.
const resting = new WeakMap();
document.addEventListener("input", ({ target }) => {
  const limit = Number(target.dataset?.limit || target.maxLength);
  if (target.tagName !== "TEXTAREA" || !(limit > 0)) return;
  let line = target.parentElement.querySelector(".bn-reste");
  if (!line) {
    line = document.createElement("p");
    line.className = "bn-reste";
    line.setAttribute("role", "status");
    target.after(line);
  }
  clearTimeout(resting.get(target));
  const left = limit - [...target.value.trim()].length;
  const plural = Math.abs(left) > 1 ? "s" : "";
  const sentence = left >= 0 ? `Il reste ${left} caractère${plural}` : `${-left} caractère${plural} de trop`;
  resting.set(target, setTimeout(() => (line.textContent = left > limit * 0.3 ? "" : sentence), 400));
});

// « Copier »: data-copy holds the text, or "#id" of the element whose text to copy.
for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const wanted = button.dataset.copy;
  const label = button.querySelector("span") || button;
  const before = (label.dataset.before ||= label.textContent);
  await navigator.clipboard.writeText(wanted.startsWith("#") ? document.querySelector(wanted).innerText : wanted);
  label.textContent = button.dataset.copied || words.copied;
  setTimeout(() => (label.textContent = before), 2500);
});
