// Rows of skills: empty ones wait behind « Ajouter », each list becomes an editable combobox (ARIA 1.2).
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const changed = (control) => control.dispatchEvent(new Event("input", { bubbles: true }));

const combobox = (select) => {
  const choices = [...select.options]
    .filter((option) => option.value)
    .map((option) => ({
      value: option.value,
      label: option.label,
      category: option.parentElement.label || "",
      words: plain(`${option.label} ${option.dataset.synonyms || ""}`),
    }));
  const box = document.createElement("div");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  box.className = "bn-combo";
  input.className = "form-control";
  input.id = select.id;
  input.type = "text";
  input.autocomplete = "off";
  list.id = `${select.id}_choix`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", select.labels[0].textContent);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    input.setAttribute(name, value);
  select.id = `${select.id}_liste`;
  select.hidden = true;
  box.append(input, list);
  select.after(box);
  let shown = [];
  let active = -1;

  const labelOf = () => (select.value ? select.selectedOptions[0].label : "");
  input.value = labelOf();
  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === index ? "true" : "false"));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const open = () => {
    const typed = input.value === labelOf() ? "" : plain(input.value.trim());
    shown = choices.filter((choice) => choice.words.includes(typed)).sort((a, b) => b.words.startsWith(typed) - a.words.startsWith(typed));
    list.replaceChildren(
      ...shown.map((choice, index) => {
        const item = document.createElement("li");
        const category = document.createElement("span");
        item.id = `${list.id}_${index}`;
        item.setAttribute("role", "option");
        category.textContent = choice.category;
        item.append(choice.label, category);
        return item;
      }),
    );
    unknown(!shown.length);
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    mark(-1);
  };
  const unknown = (isUnknown) => {
    const line = select.closest("[data-skills]").querySelector("[data-unknown]");
    if (line) line.hidden = !isUnknown;
  };
  const choose = (choice) => {
    select.value = choice ? choice.value : "";
    input.value = labelOf();
    unknown(false);
    close();
    changed(select);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    open();
    if (shown.length === 1) mark(0);
  });
  input.addEventListener("click", open);
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (list.hidden) open();
      if (shown.length) mark((active + steps[event.key] + (active < 0 && steps[event.key] < 0 ? 1 : 0) + shown.length) % shown.length);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (active >= 0) choose(shown[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const item = target.closest("li");
    if (item) choose(shown[[...list.children].indexOf(item)]);
  });
  input.addEventListener("blur", () => {
    const typed = plain(input.value.trim());
    const exact = choices.find((choice) => plain(choice.label) === typed);
    if (input.value !== labelOf()) choose(typed ? exact || choices.find((choice) => choice.value === select.value) : null);
    close();
  });
  select.refresh = () => (input.value = labelOf());
};

for (const region of document.querySelectorAll("[data-skills]")) {
  for (const select of region.querySelectorAll("[data-combobox]")) combobox(select);
  const rows = [...region.querySelectorAll("[data-skill-row]")];
  const add = region.querySelector("[data-add]");
  const firstControl = (row) => row.querySelector("input[role=combobox], select:not([hidden])");
  const refresh = () => {
    add.hidden = rows.every((row) => !row.hidden);
    for (const row of rows) {
      const chosen = row.querySelector("select");
      const button = row.querySelector("[data-remove]");
      button.hidden = rows.filter((other) => !other.hidden).length < 2;
      button.querySelector("span").textContent = [button.dataset.remove, chosen.value && chosen.selectedOptions[0].label].filter(Boolean).join(" ");
    }
  };
  rows.forEach((row, index) => (row.hidden = index > 0 && "empty" in row.dataset));
  add.addEventListener("click", () => {
    const row = rows.find((candidate) => candidate.hidden);
    row.hidden = false;
    add.before(row);
    refresh();
    firstControl(row).focus();
  });
  region.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-remove]");
    if (!button) return;
    const row = button.closest("[data-skill-row]");
    for (const control of row.querySelectorAll("select, input[type=radio], input[type=checkbox]")) {
      if (control.tagName === "SELECT") {
        control.value = "";
        control.refresh?.();
      } else control.checked = false;
    }
    row.hidden = true;
    refresh();
    (add.hidden ? firstControl(rows.find((other) => !other.hidden)) : add).focus();
    changed(region);
  });
  region.addEventListener("change", refresh);
  refresh();
}
