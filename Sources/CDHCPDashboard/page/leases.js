import { ask, findLeases, get } from "./api.js";
import { confirm, h, notify, show, table } from "./dom.js";
import { count, moment, relative } from "./words.js";

export const title = "Leases";
const pageSize = 100;
const columns = [["address", "Address"], ["hardware", "Hardware address"], ["host-name", "Name"], ["state", "State"], ["ends", "Ends"]];

export async function open(place, [text], page) {
  const chosen = { q: text ?? "", state: "", address: "" }, order = { by: "address", isDown: false };
  let shown = [], next, isAsking = 0, timer;
  const rows = h("div"), more = h("button", { type: "button", onclick: () => load(next), hidden: true }, "Show more"), said = h("p", { class: "legend", role: "status" });
  const field = h("input", { type: "search", value: chosen.q, placeholder: "Address, hardware address, name", maxlength: 255, id: "search", spellcheck: "false",
    oninput: (event) => { chosen.q = event.target.value.trim(); clearTimeout(timer); timer = setTimeout(() => load(), 200); } });
  const state = h("select", { onchange: (event) => { chosen.state = event.target.value; load(); } },
    ["", "bound", "released", "expired", "declined"].map((word) => h("option", { value: word }, word || "all")));
  const subnets = h("select", { onchange: (event) => { chosen.address = event.target.value; load(); } }, h("option", { value: "" }, "all"));
  show(place, h("div", { class: "filters" }, h("label", { for: "search" }, "Search", field), h("label", null, "State", state), h("label", null, "Subnet", subnets)), said, rows, more);
  page.until(() => clearTimeout(timer));
  get("/api/v1/status").then((status) => subnets.append(...status.subnets.map((subnet) => h("option", { value: subnet.subnet }, subnet.subnet)))).catch(() => {});
  field.focus();

  /** Loads the first page, or the one behind those that are shown. */
  async function load(after) {
    const question = ++isAsking;
    try {
      const before = after ? shown : [];
      await findLeases(chosen, pageSize, (found, following) => {
        // An answer to what is not asked any more is dropped.
        if (question !== isAsking || !page.isShown) return false;
        [shown, next] = [[...before, ...found], following];
        draw(next && found.length < pageSize);
        return true;
      }, after);
    } catch (problem) {
      if (question === isAsking && page.isShown) show(said, h("span", { class: "bad" }, problem.message));
    }
  }

  function draw(isLooking = false) {
    const sorted = [...shown];
    // The server gives them in the order of their addresses.
    if (order.by !== "address") sorted.sort((one, two) => String(one[order.by] ?? "").localeCompare(String(two[order.by] ?? ""), "en", { numeric: true }));
    if (order.isDown) sorted.reverse();
    const heads = columns.map(([key, name]) => ({ name, sort: {
      order: order.by === key ? (order.isDown ? "descending" : "ascending") : undefined, mark: order.by === key ? (order.isDown ? " ▾" : " ▴") : "",
      toggle: () => { order.isDown = order.by === key && !order.isDown; order.by = key; draw(); },
    } }));
    show(said, `${count(shown.length)} ${isLooking ? `until ${next}, looking on …` : next ? "and more" : "in all"}`);
    more.hidden = !next || isLooking;
    show(rows, table([...heads, { name: "" }], sorted.map(row), "Leases"));
  }

  function row(lease) {
    const canChange = page.role !== "reader";
    return [
      h("a", { href: `#/client/${encodeURIComponent(lease.address)}`, class: "code" }, lease.address), h("code", null, lease.hardware), lease["host-name"], lease.state,
      h("span", { title: moment(lease.ends) }, relative(lease.ends)),
      canChange && lease.state === "bound" && h("span", null,
        h("button", { class: "small", type: "button", onclick: () => release(lease) }, "Release", h("span", { class: "hidden" }, ` ${lease.address}`)), " ",
        h("button", { class: "small", type: "button", onclick: () => reserve(lease) }, "Reserve", h("span", { class: "hidden" }, ` ${lease.address}`))),
    ];
  }

  const release = (lease) => releaseLease(lease).then((isDone) => isDone && load());
  const reserve = (lease) => reserveLease(lease).then((isDone) => isDone && load());
  await load();
}

/** Frees an address, if whoever clicks means it. */
export async function releaseLease(lease) {
  if (!(await confirm(`Release ${lease.address}? Its client is not told, and keeps it until it renews.`, "Release"))) return false;
  try {
    await ask("DELETE", `/api/v1/leases/${lease.address}`);
    notify(`${lease.address} is free.`);
    return true;
  } catch (problem) { notify(problem.message, true); return false; }
}

/** Reserves the address for the client that has it. */
export async function reserveLease(lease) {
  if (!(await confirm(`Reserve ${lease.address} for ${lease.hardware ?? lease.client}?`, "Reserve"))) return false;
  try {
    const { value } = await ask("POST", `/api/v1/leases/${lease.address}/reserve`, { body: {} });
    notify(value?.effect ?? `${lease.address} is reserved.`);
    return true;
  } catch (problem) { notify(problem.message, true); return false; }
}
