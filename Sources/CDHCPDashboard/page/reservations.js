import { ask, get, query } from "./api.js";
import { confirm, h, notify, show, table } from "./dom.js";

export const title = "Reservations";

export async function open(place, rest, page) {
  const list = h("div"), filter = h("input", { type: "search", placeholder: "Client, address, comment", id: "filter", maxlength: 255, oninput: () => draw() });
  let all = [];
  const fields = page.role === "reader" ? undefined : form();
  show(place, h("div", { class: "filters" }, h("label", { for: "filter" }, "Search", filter)), list, fields);
  await load();

  async function load() {
    all = (await get("/api/v1/reservations")).reservations;
    if (page.isShown) draw();
  }

  function draw() {
    const text = filter.value.trim().toLowerCase();
    const shown = all.filter((reservation) => !text || JSON.stringify(reservation).toLowerCase().includes(text));
    show(list, table([{ name: "Client" }, { name: "Address" }, { name: "Subnet" }, { name: "Name" }, { name: "Comment" }, { name: "From" }, { name: "Counts" }, { name: "" }],
      shown.slice(0, 1000).map(row), "Reservations"), shown.length > 1000 && h("p", { class: "legend" }, `${shown.length - 1000} more: search for them.`));
  }

  function row(reservation) {
    const isMade = reservation.source === "runtime";
    return [h("code", null, reservation.client), h("code", null, reservation.address), h("code", null, reservation.subnet), reservation.hostName, reservation.comment,
      isMade ? "made here" : "configuration", reservation.active ? "yes" : h("span", { class: "bad" }, `no: ${reservation.obstacle}`),
      isMade && page.role !== "reader" && h("span", null,
        h("button", { class: "small", type: "button", onclick: () => edit(reservation) }, "Edit"), " ",
        h("button", { class: "small", type: "button", onclick: () => remove(reservation) }, "Remove"))];
  }

  async function remove(reservation) {
    if (!(await confirm(`Forget the reservation of ${reservation.client}?`, "Forget"))) return;
    try {
      await ask("DELETE", query("/api/v1/reservations", { subnet: reservation.subnet, client: reservation.client }));
      await load();
    } catch (problem) { notify(problem.message, true); }
  }

  /** Puts a reservation into the fields below, from which it is written again. */
  function edit(reservation) {
    const form = place.querySelector("form");
    for (const input of form.querySelectorAll("input")) input.value = reservation[input.name] ?? "";
    form.elements.comment.focus();
  }

  function form() {
    const field = (name, label, example, isNeeded) => h("label", null, label, h("input", { name, placeholder: example, required: isNeeded, maxlength: 255, spellcheck: "false" }));
    const said = h("p", { class: "legend", role: "status" });
    return [h("h2", null, "Reserve an address"), h("form", {
      class: "form", onsubmit: async (event) => {
        event.preventDefault();
        const body = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value.trim()).map(([key, value]) => [key, value.trim()]));
        try {
          const { value } = await ask("PUT", "/api/v1/reservations", { body: { ...body, client: identifier(body.client) } });
          show(said, value?.effect ?? "It counts from the next message on.");
          event.target.reset();
          await load();
        } catch (problem) { show(said, h("span", { class: "bad" }, problem.message)); }
      },
    }, field("client", "Client", "00:11:22:33:44:55", true), field("address", "Address", "10.0.0.10"), field("subnet", "Subnet", "10.0.0.0/24", true),
      field("hostName", "Name", "printer"), field("comment", "Comment", "second floor"), h("button", { class: "main" }, "Reserve")), said];
  }
}

/** A client as the server writes it; a hardware address alone is that of an Ethernet. */
const identifier = (text) => /^[0-9a-f]{1,2}([:-]?[0-9a-f]{2}){5}$/i.test(text) ? `hw 1/${text.replaceAll("-", ":")}` : text;
