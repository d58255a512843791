// What was typed about a file and not sent is kept while others are read, and put back when it comes again.
// Its form says so (`data-typed`). Of a form that was closed, nobody is warned before leaving the page.
const DECISION = /(.*\/)(valider|preciser|attente|refuser|rouvrir)\/$/;
const drafts = new Map(), closed = new Set();
const place = (form) => new URL(form.action).pathname;
const forms = () => [...document.querySelectorAll("#contenu form[method=post]")];
const isTick = (field) => ["radio", "checkbox"].includes(field.type);
const fields = (form) => [...form.elements].filter((one) => one.name && one.matches("input:not([type=hidden]), textarea, select"));
const isChanged = (field) => isTick(field) ? field.checked !== field.defaultChecked : "defaultValue" in field && field.value !== field.defaultValue;
// Words the server has sent back are those of the page; they are no less unsent.
const isTyped = (form) => fields(form).some(isChanged)
  || (drafts.has(place(form)) && fields(form).some((field) => field.matches("textarea") && field.value.trim()));

const keep = (form) => {
  if (!fields(form).length) return;
  const isUnsent = isTyped(form);
  form.toggleAttribute("data-typed", isUnsent);
  if (!isUnsent) return drafts.delete(place(form));
  const said = {};
  for (const field of fields(form)) {
    said[field.name] ??= [];
    if (!isTick(field) || field.checked) said[field.name].push(field.value);
  }
  drafts.set(place(form), said);
  closed.delete(place(form));
};
const putBack = (form) => {
  const said = drafts.get(place(form));
  if (!said) return;
  for (const field of fields(form)) {
    if (!(field.name in said)) continue;
    if (isTick(field)) field.checked = said[field.name].includes(field.value);
    else [field.value] = said[field.name];
  }
  form.toggleAttribute("data-typed", true);
  closed.delete(place(form));
};
// A file that is decided has no other decision under way.
const forget = (accepted) => {
  const [, file] = accepted.match(DECISION) ?? [];
  for (const one of drafts.keys()) if (one === accepted || (file && one.match(DECISION)?.[1] === file)) drafts.delete(one);
};

for (const name of ["input", "change"]) {
  document.addEventListener(name, ({ target }) => target.form?.matches("#contenu form[method=post]") && keep(target.form));
}
document.addEventListener("submit", ({ target }) => target.method === "post" && keep(target), { capture: true });
document.addEventListener("click", ({ target }) => {
  const button = target.closest("form [data-key=escape]"), form = button?.closest("form");
  if (form) button.matches("[data-lets-go]") ? drafts.delete(place(form)) : closed.add(place(form));
}, { capture: true });
document.addEventListener("bn:leave", ({ detail }) => forget(detail.accepted));
document.addEventListener("bn:arrive", () => forms().forEach(putBack));
addEventListener("beforeunload", (event) => {
  if ([...drafts.keys()].some((one) => !closed.has(one))) event.preventDefault();
});
