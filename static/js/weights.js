// Weights: a slider beside each number, and what each is worth out of 100 while they change.
const rows = [...document.querySelectorAll("[data-weight]")].map((row) => {
  const number = row.querySelector("input");
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: number.min, max: number.max, value: number.value, className: "bn-curseur" });
  slider.setAttribute("aria-label", row.querySelector("label").textContent);
  number.before(slider);
  slider.addEventListener("input", () => { number.value = slider.value; share(); });
  number.addEventListener("input", () => { slider.value = number.value; share(); });
  return { number, cell: row.querySelector("[data-share]") };
});

// Whole points that add up to 100: the largest remainders are rounded up first.
function share() {
  const weights = rows.map(({ number }) => Math.max(0, Number(number.value) || 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (total ? (100 * weight) / total : 0));
  const points = exact.map(Math.floor);
  const order = [...exact.keys()].sort((a, b) => exact[b] - points[b] - (exact[a] - points[a]));
  let left = total ? 100 - points.reduce((sum, point) => sum + point, 0) : 0;
  for (const place of order) if (left-- > 0) points[place] += 1;
  rows.forEach(({ cell }, place) => { cell.textContent = points[place]; });
}
share();
