// What every page gains from a script; everything works without it.

// The error summary takes the focus, so that a screen reader starts with what to mend.
document.querySelector("[data-error-summary]")?.focus();

// A second click on « Envoyer » sends nothing; the server would ignore it anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button && !form.hasAttribute("hx-post")) {
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.sending) button.textContent = button.dataset.sending;
  }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }
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

// Conditional questions: data-shown-if="field=value|other" on their wrapper.
const fieldValues = (form, name) =>
  [...form.querySelectorAll(`[name="${name}"]`)]
    .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
    .map((control) => control.value);
const reveal = (form) => {
  for (const part of form.querySelectorAll("[data-shown-if]")) {
    const shown = part.dataset.shownIf.split("&").every((condition) => {
      const [name, wanted] = condition.split("=");
      const values = fieldValues(form, name);
      return wanted === "*" ? values.some(Boolean) : values.some((value) => wanted.split("|").includes(value));
    });
    part.hidden = !shown;
  }
};
for (const form of document.querySelectorAll("form:has([data-shown-if])")) {
  reveal(form);
  form.addEventListener("change", () => reveal(form));
}

// « Il reste 120 caractères », from 70 % of the limit.
document.addEventListener("input", ({ target }) => {
  const limit = Number(target.dataset?.limit || target.maxLength);
  if (target.tagName !== "TEXTAREA" || !(limit > 0)) return;
  let line = target.parentElement.querySelector(".bn-reste");
  const left = limit - target.value.trim().length;
  if (left > limit * 0.3) return line?.remove();
  if (!line) {
    line = document.createElement("span");
    line.className = "bn-reste";
    target.after(line);
  }
  line.textContent = left >= 0 ? `Il reste ${left} caractère${left > 1 ? "s" : ""}` : `${-left} caractère${left < -1 ? "s" : ""} de trop`;
});

// « Copier »: data-copy holds the text or a selector of what to copy.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const source = button.dataset.copy.startsWith("#") ? document.querySelector(button.dataset.copy).innerText : button.dataset.copy;
  await navigator.clipboard.writeText(source);
  const before = button.textContent;
  button.textContent = button.dataset.copied || "Copié";
  setTimeout(() => (button.textContent = before), 2000);
});
for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = !navigator.clipboard;
