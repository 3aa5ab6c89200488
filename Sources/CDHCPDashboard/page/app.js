import { ask, get, onLogout } from "./api.js";
import { h, notify, show } from "./dom.js";
import * as overview from "./overview.js";
import * as pools from "./pools.js";
import * as leases from "./leases.js";
import * as client from "./client.js";
import * as reservations from "./reservations.js";
import * as events from "./events.js";
import * as configuration from "./configuration.js";

/** The pages, by the first word behind `#/`. */
const pages = { "": overview, pools, leases, reservations, events, configuration, client };
const main = document.getElementById("main"), navigation = document.getElementById("pages");
let leave = () => {}, session;

/** Shows the page that the address names. */
async function open() {
  leave();
  leave = () => {};
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decode);
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  document.title = `${page?.title ?? "Not found"} – DHCP`;
  for (const link of navigation.querySelectorAll("a"))
    link.toggleAttribute("aria-current", link.hash === (name ? `#/${name}` : "#/"));
  if (!page) return show(main, h("h1", null, "No such page"));
  const place = h("div");
  show(main, h("h1", null, page.title), place);
  // Whoever looks at another page meanwhile is left alone.
  const ends = [];
  leave = () => ends.splice(0).forEach((end) => end());
  const lasts = { until: (end) => ends.push(end), get isShown() { return place.isConnected; }, role: session?.role };
  try {
    await page.open(place, rest, lasts);
  } catch (problem) {
    if (place.isConnected && problem.status !== 401) show(place, h("p", { class: "bad", role: "alert" }, problem.message));
  }
}

function decode(word) {
  try { return decodeURIComponent(word); } catch { return word; }
}

/** Asks for a token. */
function logIn() {
  navigation.hidden = document.getElementById("find").hidden = true;
  show(document.getElementById("session"));
  leave();
  const token = h("input", { type: "password", id: "token", autocomplete: "current-password", required: true, maxlength: 200 });
  const said = h("p", { class: "bad", role: "alert" });
  show(main, h("form", {
    class: "login", onsubmit: async (event) => {
      event.preventDefault();
      try {
        await ask("POST", "/login", { body: { token: token.value } });
        start();
      } catch (problem) { show(said, problem.message); token.select(); }
    },
  }, h("h1", null, "Log in"), h("label", { for: "token" }, "Token"), token,
    h("p", { class: "legend" }, "An administrator of this server makes one: ", h("code", null, "dhcp token add NAME --role reader")),
    h("button", { class: "main" }, "Log in"), said));
  token.focus();
}

async function start() {
  try {
    session = await get("/api/v1/whoami");
  } catch (problem) {
    if (problem.status === 401) return logIn();
    return show(main, h("p", { class: "bad", role: "alert" }, problem.message));
  }
  show(navigation, Object.entries(pages).filter(([, page]) => !page.isHidden).map(([name, page]) => h("a", { href: `#/${name}` }, page.title)));
  navigation.hidden = document.getElementById("find").hidden = false;
  show(document.getElementById("session"), h("span", null, `${session.name} (${session.role})`),
    h("button", { class: "small", type: "button", onclick: logOut }, "Log out"));
  open();
}

async function logOut() {
  session = undefined;
  try { await ask("POST", "/logout"); } catch (problem) { if (problem.status !== 401) notify(problem.message, true); }
  logIn();
}

document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("find-text").value.trim();
  if (text) location.hash = `#/client/${encodeURIComponent(text)}`;
});
addEventListener("hashchange", open);
onLogout(() => { if (session) { session = undefined; logIn(); } });
start();
