import { get } from "./api.js";
import { h, show, table } from "./dom.js";
import { bar, chart } from "./chart.js";
import { count, moment } from "./words.js";

export const title = "Pools";

export async function open(place, _, page) {
  const tick = async () => {
    if (document.hidden || !page.isShown) return;
    const [status, day] = await Promise.all([get("/api/v1/status"), get("/api/v1/samples?last=86400&pools=true")]);
    if (page.isShown) show(place, content(status, day));
  };
  await tick();
  const timer = setInterval(() => tick().catch(() => {}), 15000);
  page.until(() => clearInterval(timer));
}

/** When a pool is full, if it goes on as in the time that the samples span; `undefined` when it does not fill. */
export function fullAt(samples, range, free) {
  const known = samples.filter((sample) => sample.pools?.[range] !== undefined);
  if (known.length < 2) return undefined;
  const first = known[0], last = known.at(-1), seconds = last.time - first.time, filled = last.pools[range] - first.pools[range];
  if (seconds < 600 || filled <= 0) return undefined;
  return Math.round(last.time + free * seconds / filled);
}

function content(status, { samples }) {
  const rows = status.subnets.flatMap((subnet) => subnet.pools.map((pool) => {
    const used = pool.capacity - pool.free, full = pool.free === 0 ? "now" : moment(fullAt(samples, pool.range, pool.free));
    return [
      h("span", null, subnet.sharedNetwork && `${subnet.sharedNetwork} ▸ `, h("code", null, subnet.subnet)), h("code", null, pool.range), count(pool.capacity),
      bar(used, pool.capacity), `${pool.capacity ? Math.floor(used * 100 / pool.capacity) : 0} %`, count(pool.free), count(subnet.reservations), full,
    ];
  }));
  const leases = samples.map((sample) => ({ time: sample.time, values: [sample.bound] }));
  return [
    table([{ name: "Subnet" }, { name: "Pool" }, { name: "Size", number: true }, { name: "In use" }, { name: "Share", number: true }, { name: "Free", number: true },
      { name: "Reserved in the subnet", number: true }, { name: "Full at the rate of the last day" }], rows, "Pools"),
    h("h2", null, "Leases over the last day"), chart(leases, ["leases"], (value) => count(Math.round(value))),
  ];
}
