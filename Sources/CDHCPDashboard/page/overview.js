import { get } from "./api.js";
import { h, show, table } from "./dom.js";
import { bar, chart } from "./chart.js";
import { count, span } from "./words.js";

export const title = "Now";

export async function open(place, _, page) {
  const tick = async () => {
    if (document.hidden || !page.isShown) return;
    const [status, samples] = await Promise.all([get("/api/v1/status"), get("/api/v1/samples?last=3600")]);
    if (page.isShown) show(place, content(status, samples));
  };
  await tick();
  const timer = setInterval(() => tick().catch(() => {}), 5000);
  page.until(() => clearInterval(timer));
}

/** What is counted a second between two samples. */
const rates = (samples) => samples.slice(1).map((sample, index) => {
  const before = samples[index], seconds = Math.max(1, sample.time - before.time);
  return { time: sample.time, values: ["answered", "refused"].map((key) => Math.max(0, sample[key] - before[key]) / seconds) };
});

const milliseconds = (value) => `${value < 10 ? value.toFixed(1) : count(Math.round(value))} ms`;

function content(status, { samples }) {
  const lines = rates(samples), latest = lines.at(-1)?.values ?? [0, 0];
  const times = samples.filter((sample) => sample.p99 !== undefined).map((sample) => ({ time: sample.time, values: [sample.p50, sample.p99] }));
  const pools = status.subnets.flatMap((subnet) => subnet.pools.map((pool) => ({ ...pool, subnet: subnet.subnet })));
  const full = pools.filter((pool) => pool.capacity && pool.free / pool.capacity <= .2).sort((one, two) => one.free / one.capacity - two.free / two.capacity);
  const alarms = [
    status.store.isFailing && "leases can not be stored: nobody gets an address",
    ...status.interfaces.filter((interface_) => !interface_.isServed).map((interface_) => interface_.condition),
    ...status.subnets.filter((subnet) => subnet.unreached).map((subnet) => `${subnet.subnet}: ${subnet.unreached}`),
    ...full.filter((pool) => pool.free === 0).map((pool) => `pool ${pool.range} is full`),
  ].filter(Boolean);
  const tile = (name, value, more, level) => h("dl", { class: "tile" }, h("dt", null, name), h("dd", { class: level }, value), h("p", null, more));
  return [
    h("div", { class: "tiles" },
      tile("Is it well?", alarms.length ? `${alarms.length} to look at` : status.isReady ? "Yes" : "Not yet", status.summary, alarms.length ? "bad" : "good"),
      tile("Answered a second", latest[0].toFixed(1), `refused ${latest[1].toFixed(1)} a second`),
      tile("Answers take", times.length ? milliseconds(times.at(-1).values[1]) : "–", "99 of 100, at most"),
      tile("Leases", count(status.store.leases.bound), status.store.place),
      tile("Pools over 80 %", count(full.length), `of ${count(pools.length)}`, full.length ? "warn" : ""),
      tile("Runs for", span(status.uptime), `version ${status.version}`)),
    alarms.length > 0 && [h("h2", null, "To look at"), h("ul", { class: "bad" }, alarms.map((alarm) => h("li", null, alarm)))],
    h("h2", null, "The last hour"), chart(lines, ["answered a second", "refused a second"], (value) => value < 10 ? value.toFixed(1) : count(Math.round(value))),
    times.length > 1 && [h("h2", null, "How long answers took"), chart(times, ["half of them, at most", "99 of 100, at most"], milliseconds)],
    full.length > 0 && [h("h2", null, "Pools that run full"), table(
      [{ name: "Subnet" }, { name: "Pool" }, { name: "In use" }, { name: "Free", number: true }],
      full.slice(0, 20).map((pool) => [h("code", null, pool.subnet), h("code", null, pool.range), bar(pool.capacity - pool.free, pool.capacity), count(pool.free)]),
      "Pools that run full")],
    h("h2", null, "What became of messages"), outcomes(status.counts),
    h("h2", null, "Interfaces"), table([{ name: "Interface" }, { name: "How it stands" }],
      status.interfaces.map((interface_) => [h("code", null, interface_.name), h("span", { class: interface_.isServed ? "good" : "bad" }, interface_.condition)]), "Interfaces"),
    status.cluster && members(status.cluster),
  ];
}

function outcomes(counts) {
  const rows = Object.entries(counts.outcomes).sort((one, two) => two[1] - one[1]);
  if (!rows.length) return h("p", null, `${count(counts.received)} messages came.`);
  return table([{ name: "Reason" }, { name: "Messages", number: true }],
    rows.slice(0, 15).map(([reason, messages]) => [h("code", null, reason), count(messages)]), "Messages by reason");
}

function members(cluster) {
  const rows = cluster.members.map((member) => [
    h("code", null, member.name), member.hasLeft ? "has left" : member.isAlive ? h("span", { class: "good" }, "lives") : h("span", { class: "bad" }, "gone"),
    count(member.buckets), count(member.revisionLag), member.skewMilliseconds === undefined ? "" : `${member.skewMilliseconds} ms`, member.isConfigurationCurrent ? "current" : h("span", { class: "bad" }, "old"),
  ]);
  return [h("h2", null, "Members of the cluster"), cluster.hasQuorum ? null : h("p", { class: "bad" }, "The store can not be reached: renewals only."),
    table([{ name: "Member" }, { name: "How it stands" }, { name: "Shares of 256", number: true }, { name: "Behind by", number: true }, { name: "Clock ahead", number: true }, { name: "Configuration" }], rows, "Members")];
}
