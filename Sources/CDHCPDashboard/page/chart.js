import { h } from "./dom.js";
import { moment } from "./words.js";

/** Lines over time, drawn from samples `{ time, values: [one, two] }`; told in words to readers of screens. */
export function chart(samples, names, format) {
  const width = 900, height = 170, left = 46, bottom = 20, top = 8;
  if (samples.length < 2) return h("p", { class: "legend" }, "A line appears here when the server has run for some minutes.");
  const first = samples[0].time, last = samples.at(-1).time, highest = Math.max(1e-9, ...samples.flatMap((sample) => sample.values));
  const x = (time) => left + (width - left - 6) * (time - first) / Math.max(1, last - first);
  const y = (value) => top + (height - top - bottom) * (1 - value / highest);
  // A break where the server did not run.
  const path = (index) => samples.map((sample, place) => {
    const isNew = place === 0 || sample.time - samples[place - 1].time > 45;
    return `${isNew ? "M" : "L"}${x(sample.time).toFixed(1)} ${y(sample.values[index] ?? 0).toFixed(1)}`;
  }).join("");
  const grid = [0, .5, 1].map((share) => h("g", null,
    h("line", { class: "grid", x1: left, x2: width, y1: y(highest * share), y2: y(highest * share) }),
    h("text", { x: 4, y: y(highest * share) + 4 }, format(highest * share))));
  const times = [first, (first + last) / 2, last].map((time, index) =>
    h("text", { x: x(time), y: height - 4, "text-anchor": ["start", "middle", "end"][index] }, moment(Math.round(time))));
  const words = names.map((name, index) => `${name} ${format(samples.at(-1).values[index] ?? 0)} now`).join(", ");
  return h("div", null,
    h("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": words },
      grid, times, names.map((_, index) => h("path", { class: ["one", "two"][index], d: path(index) }))),
    h("p", { class: "legend" }, names.map((name, index) => [h("b", { class: ["one", "two"][index] }, name), ` ${format(samples.at(-1).values[index] ?? 0)} now  `])));
}

/** How full something is, as a bar with its share in words. */
export function bar(used, whole) {
  const share = whole ? Math.min(1, used / whole) : 0, level = share >= .95 ? "bad" : share >= .8 ? "warn" : "";
  return h("svg", { class: "use", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": `${Math.round(share * 100)} % in use` },
    h("rect", { class: "ground", width: 100, height: 10, rx: 2 }), h("rect", { class: `level ${level}`, width: (share * 100).toFixed(2), height: 10, rx: 2 }));
}
