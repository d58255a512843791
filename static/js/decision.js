// The message of a decision starts from the reason's own words, until the coordinator writes hers; a frequent
// question joins what she has typed.
const panel = () => document.getElementById("decision");
const field = (name) => panel().querySelector(`textarea[name=${name}]`);
document.addEventListener("change", ({ target }) => {
  if (target.name !== "reason" || !panel()?.contains(target) || !field("message")) return;
  const words = JSON.parse(document.getElementById("messages-types")?.textContent ?? "{}");
  const message = field("message"), isUntouched = !message.value.trim() || Object.values(words).includes(message.value);
  if (isUntouched) message.value = words[target.value] || "";
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-question]");
  if (!link) return;
  event.preventDefault();
  const question = field("question"), typed = question.value.trim();
  question.value = typed.includes(link.dataset.question) ? typed : `${typed}\n${link.dataset.question}`.trim();
  for (const step of link.dataset.steps.split(" ")) panel().querySelector(`[name=steps][value="${step}"]`).checked = true;
  question.dispatchEvent(new Event("input", { bubbles: true }));
  question.focus();
});
