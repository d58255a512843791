// Texts of e-mails, and of the charter: a word between braces goes where one writes, and the preview follows.
const form = document.querySelector("[data-email-text]");
const preview = document.querySelector("#apercu");
const fields = [...form.querySelectorAll('input[name="subject"], textarea[name="body"], textarea[name="text"]')];
let last = fields.at(-1);
let waiting;
let asked = 0;

fields.forEach((field) => {
  field.addEventListener("focus", () => { last = field; });
  field.addEventListener("input", later);
});
form.querySelector("[data-preview]").hidden = true;
form.querySelectorAll("[data-hint]").forEach((hint) => { hint.textContent = hint.dataset.hint; });

form.querySelectorAll("[data-variable]").forEach((chip) => {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: chip.className });
  button.append(...chip.childNodes);
  button.addEventListener("click", () => insert(`{{ ${chip.dataset.variable} }}`));
  chip.replaceWith(button);
});

function insert(words) {
  last.focus();
  last.setRangeText(words, last.selectionStart, last.selectionEnd, "end");
  later();
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(show, 400);
}

// The page itself answers, as the button would make it; its preview alone is taken.
async function show() {
  const turn = ++asked;
  const data = new FormData(form);
  data.set("apercu", "oui");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok || answer.redirected || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#apercu");
    if (turn === asked && fresh) preview.replaceChildren(...fresh.childNodes);
  } catch {
    // No network: what is shown stays; saving will say it.
  }
}
