// The list never moves under the reader: once a minute it only says what has arrived since.
const link = document.querySelector("[data-news]");
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(link.dataset.news).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  link.textContent = await answer.text();
  link.hidden = !link.textContent;
}, 60_000);

// The file being read is in sight in its list.
document.querySelector(".bn-file__ligne[aria-current]")?.scrollIntoView({ block: "nearest" });
