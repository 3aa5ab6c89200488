const number = new Intl.NumberFormat("en");

export const count = (value) => number.format(value ?? 0);

/** Seconds since 1970 of a time that the server writes as a number, as `2026-11-28T10:00:00Z`, or as `never`. */
const seconds = (time) => typeof time === "number" ? time : Date.parse(time) / 1000;

/** A time as whoever looks reads clocks; of another day with its date. */
export function moment(time) {
  if (time === "never") return "never";
  if (!time || Number.isNaN(seconds(time))) return "";
  const date = new Date(seconds(time) * 1000), isToday = date.toDateString() === new Date().toDateString();
  return isToday ? date.toLocaleTimeString("en-GB") : date.toLocaleString("en-GB", { dateStyle: "short", timeStyle: "short" });
}

/** How long, in the two largest units. */
export function span(length) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  let rest = Math.max(0, Math.round(length)), words = [];
  for (const [unit, size] of units) {
    const whole = Math.floor(rest / size);
    if (whole && words.length < 2) words.push(`${whole} ${unit}`);
    rest -= whole * size;
  }
  return words.join(" ") || "0 s";
}

/** How far a moment is, as in `in 3 h 2 min`. */
export function relative(time) {
  if (time === "never") return "never";
  const distance = seconds(time) - Date.now() / 1000;
  return distance >= 0 ? `in ${span(distance)}` : `${span(-distance)} ago`;
}
