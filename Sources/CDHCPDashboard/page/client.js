import { findLeases, get, query } from "./api.js";
import { h, show, table } from "./dom.js";
import { moment, relative } from "./words.js";
import { releaseLease, reserveLease } from "./leases.js";

export const title = "Client";
export const isHidden = true;

export async function open(place, [text = ""], page) {
  const [leases, story, history] = await Promise.all([
    findLeases(/^\d+(\.\d+){3}$/.test(text) ? { address: text } : { q: text }, 20, () => page.isShown),
    get(`/api/v1/clients/${encodeURIComponent(text)}`).catch(absent), get(query("/api/v1/history", { subject: text, limit: 100 })).catch(absent),
  ]);
  if (!page.isShown) return;
  const again = (isDone) => isDone && open(place, [text], page);
  show(place,
    h("p", null, "What is known of ", h("code", null, text), "."),
    h("h2", null, "Leases"), leases.length ? leases.map((lease) => one(lease, page, again)) : h("p", null, "No lease goes by that."),
    story && [h("h2", null, "Last decisions"), decisions(story)],
    history && [h("h2", null, "Who had it when"), records(history)]);
}

/** A server may keep no history, and remember nothing. */
function absent(problem) {
  if (problem.status === 401) throw problem;
  return undefined;
}

function one(lease, page, again) {
  return h("div", { class: "story" },
    h("p", null, h("b", { class: "code" }, lease.address), ` ${lease.state}, ends ${relative(lease.ends)} (${moment(lease.ends)})`),
    h("p", null, "hardware address ", h("code", null, lease.hardware), lease["host-name"] && [", name ", lease["host-name"]]),
    h("p", null, "client ", h("code", null, lease.client)),
    page.role !== "reader" && lease.state === "bound" && h("p", null,
      h("button", { class: "small", type: "button", onclick: () => releaseLease(lease).then(again) }, "Release"), " ",
      h("button", { class: "small", type: "button", onclick: () => reserveLease(lease).then(again) }, "Reserve this address")));
}

/** What the server remembers of a client's last messages, and what it comes down to. */
function decisions(story) {
  const events = story.story.map((event) => h("div", { class: "story" },
    h("p", null, h("b", null, `${event.explanation.message} → ${event.explanation.kind}`), ` ${event.explanation.reason}`),
    h("p", { class: "legend" }, `${moment(event.last)}${event.count > 1 ? `, ${event.count} times since ${moment(event.first)}` : ""}, by ${event.source}, ${event.milliseconds.toFixed(1)} ms`),
    table([{ name: "Step" }, { name: "Finding" }, { name: "Configuration" }],
      event.explanation.chain.map((line) => [line.topic, line.text, line.place && h("code", null, line.place)]), "Way to the decision")));
  return [
    h("p", null, h("b", null, story.diagnosis.sentence)), story.diagnosis.cure && h("p", null, "Cure: ", story.diagnosis.cure),
    story.unseen.map((line) => h("p", { class: "warn" }, line)), events.reverse(),
  ];
}

function records(history) {
  const rows = history.records.map((record) => [moment(record.time), record.event, h("code", null, record.address), h("code", null, record.hardwareAddress ?? record.client), record.hostName,
    record.end && moment(record.end), record.note ?? (record.isForgotten ? "forgotten on request" : ""), record.server]);
  return [
    history.silentMembers && h("p", { class: "warn" }, `Records are missing, as these members did not answer: ${history.silentMembers.join(", ")}`),
    rows.length ? table([{ name: "When" }, { name: "What" }, { name: "Address" }, { name: "Client" }, { name: "Name" }, { name: "Until" }, { name: "Note" }, { name: "Server" }], rows, "History")
      : h("p", null, "Nothing is recorded of it."),
  ];
}
