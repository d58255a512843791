// Saying whether a draft is safe. htmx saves 1.5 s after the last key; this only tells.
const status = document.querySelector("[data-draft]");
const tell = (text, failed) => {
  status.textContent = text;
  status.classList.toggle("bn-etape-statut--echec", Boolean(failed));
};
const failed = () => tell(status.dataset.failed, true);
status.addEventListener("htmx:beforeRequest", () => tell(status.dataset.saving));
// A session that ended answers with the sign-in page: nothing was saved.
status.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.responseURL.endsWith("/brouillon/")) return;
  event.detail.shouldSwap = false;
  failed();
});
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) status.addEventListener(name, failed);

// The browser's time zone, for someone who has not chosen one yet.
const zone = document.querySelector("select#id_timezone");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.querySelector("[name=seen_at]").value && [...zone.options].some((o) => o.value === here)) zone.value = here;
