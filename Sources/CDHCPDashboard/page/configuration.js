import { ask, get } from "./api.js";
import { confirm, h, notify, show } from "./dom.js";

export const title = "Configuration";

export async function open(place, _, page) {
  const yaml = await get("/api/v1/configuration");
  if (!page.isShown) return;
  const text = h("textarea", { id: "new", spellcheck: "false", placeholder: "subnets:\n  - subnet: 10.0.0.0/24" }), said = h("div", { role: "status" });
  show(place,
    page.role !== "reader" && h("p", null, h("button", { type: "button", onclick: reload }, "Read the file again")),
    h("h2", null, "What is served, and where each value comes from"), h("pre", { tabindex: 0 }, yaml),
    h("h2", null, "Check another"), h("label", { for: "new" }, "Configuration to check; it is only looked at"), text,
    h("p", null, h("button", { type: "button", class: "main", onclick: check }, "Check")), said);

  async function check() {
    try {
      const { value } = await ask("POST", "/api/v1/configuration/check", { body: text.value, type: "application/yaml" });
      show(said, findings(value));
    } catch (problem) { show(said, problem.body?.errors ? findings(problem.body) : h("p", { class: "bad" }, problem.message)); }
  }

  function findings({ errors = [], warnings = [], changes, leasesThatOnlyRunOut = 0 }) {
    return [
      h("p", { class: errors.length ? "bad" : "good" }, errors.length ? `${errors.length} errors` : "It can be served."), changes && h("p", null, `Would change: ${changes}`),
      leasesThatOnlyRunOut > 0 && h("p", { class: "warn" }, `${leasesThatOnlyRunOut} clients have an address that nobody would get any more: they keep it until their lease ends.`),
      [...errors, ...warnings].length > 0 && h("pre", { tabindex: 0 }, [...errors, ...warnings].join("\n")),
    ];
  }

  async function reload() {
    if (!(await confirm("Read the configuration file again and serve it? Leases are kept.", "Reload"))) return;
    try {
      const { value } = await ask("POST", "/api/v1/reload");
      notify(`Served: ${value.changes}.`);
      open(place, [], page);
    } catch (problem) { notify(problem.message, true); }
  }
}
