/** Elements are made of text and properties only; what clients sent never becomes markup. */
export function h(name, properties, ...children) {
  const space = svgNames.has(name) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}
const svgNames = new Set(["svg", "rect", "path", "line", "text", "g"]);

/** Shows elements in place of those before. */
export function show(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

/** A table whose rows are read on a telephone as lists of names and values. */
export function table(columns, rows, caption) {
  const head = columns.map(({ name, number, sort }) =>
    h("th", { scope: "col", class: number && "number", "aria-sort": sort?.order },
      sort ? h("button", { type: "button", onclick: sort.toggle }, name, sort.mark) : name));
  const body = rows.map((row) => h("tr", null, row.map((cell, index) =>
    h("td", { class: columns[index].number && "number", "data-name": columns[index].name }, cell ?? ""))));
  return h("div", { class: "wide" }, h("table", { class: "stack" }, caption && h("caption", { class: "hidden" }, caption),
    h("thead", null, h("tr", null, head)), h("tbody", null, body)));
}

/** Says something for a while, to readers of screens too. */
export function notify(text, isBad) {
  const notice = h("div", { class: isBad ? "notice bad" : "notice" }, text);
  document.getElementById("notices").append(notice);
  setTimeout(() => notice.remove(), isBad ? 12000 : 6000);
}

/** Asks before something is done that can not be undone by a click. */
export function confirm(question, action) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { "aria-labelledby": "question", onclose: () => { dialog.remove(); resolve(dialog.returnValue === "yes"); } },
      h("form", { method: "dialog" }, h("p", { id: "question" }, question),
        h("div", { class: "form" }, h("button", { value: "no" }, "Cancel"), h("button", { value: "yes", class: "main" }, action))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
