// The checklist of the Discord guide keeps each tick by itself, and says so beside it when it could not.
const form = document.querySelector("[data-steps]");
const failure = form.querySelector("[data-steps-failed]");
let last = form;

form.querySelector("[data-steps-button]").hidden = true;
form.addEventListener("change", ({ target }) => (last = target.closest("li")));

const failed = () => {
  last.append(failure);
  failure.hidden = false;
};
// A session that ended answers with the sign-in page: nothing was kept.
document.getElementById("avancee").addEventListener("htmx:beforeSwap", (event) => {
  const { pathname } = new URL(event.detail.xhr.responseURL);
  event.detail.shouldSwap &&= pathname === new URL(form.action).pathname;
  failure.hidden = event.detail.shouldSwap;
  if (!event.detail.shouldSwap) failed();
});
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) form.addEventListener(name, failed);
