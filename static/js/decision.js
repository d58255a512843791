// The message of a decision starts from the reason's own words, until the coordinator writes hers.
const words = JSON.parse(document.getElementById("messages-types").textContent);
const message = document.querySelector("#decision textarea[name=message]");
document.querySelector("#decision form").addEventListener("change", ({ target }) => {
  const isUntouched = !message.value.trim() || Object.values(words).includes(message.value);
  if (target.name === "reason" && isUntouched) message.value = words[target.value] || "";
});
