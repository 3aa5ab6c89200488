import { h, show } from "./dom.js";
import { moment } from "./words.js";

export const title = "Events";
const bound = 500;

export async function open(place, _, page) {
  const list = h("ul", { class: "events" }), said = h("p", { class: "legend", role: "status" }, "Waiting …");
  let isPaused = false, missed = 0;
  const renewals = h("input", { type: "checkbox", onchange: () => listen() });
  const pause = h("button", { type: "button", "aria-pressed": "false", onclick: () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", isPaused);
    show(pause, isPaused ? "Go on" : "Pause");
    if (!isPaused && missed) { said.textContent = `${missed} came meanwhile and are not shown`; missed = 0; }
  } }, "Pause");
  show(place, h("div", { class: "filters" }, pause, h("label", null, "Renewals too", renewals)), said, list);
  let source;
  function listen() {
    source?.close();
    source = new EventSource(`/api/v1/events${renewals.checked ? "?renewals=true" : ""}`);
    source.onopen = () => { said.textContent = "Live."; };
    source.onerror = () => { said.textContent = "The connection is lost; trying again."; };
    source.onmessage = (message) => add(message);
    for (const kind of kinds) source.addEventListener(kind, add);
  }
  function add(message) {
    if (isPaused) { missed += 1; return; }
    let event;
    try { event = JSON.parse(message.data); } catch { return; }
    list.prepend(h("li", null, h("span", null, moment(event.time)), h("b", null, event.kind ?? message.type), h("span", null, words(event))));
    while (list.childElementCount > bound) list.lastElementChild.remove();
  }
  page.until(() => source?.close());
  listen();
}

/** The kinds of events that the server tells. */
const kinds = ["lease-begun", "lease-renewed", "lease-ended", "declined", "refused", "pool", "interface", "store", "reconfigured", "cluster", "audit", "missed"];

/** All that an event says, but when and of which kind. */
function words(event) {
  return Object.entries(event).filter(([key]) => key !== "time" && key !== "kind").map(([key, value]) => key === "text" ? value : `${key} ${value}`).join(", ");
}
