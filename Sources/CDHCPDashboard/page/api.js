/** What the server says when it refuses (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super([body?.title, body?.detail].filter(Boolean).join(": ") || `the server answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

const listeners = new Set();
/** Calls back when the session has ended. */
export const onLogout = (action) => listeners.add(action);

/** Asks the server, and returns what it answers with the headers of the answer. */
export async function ask(method, path, { body, type, headers } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method, credentials: "same-origin", cache: "no-store", redirect: "error",
      headers: { Accept: "application/json", ...(body !== undefined && { "Content-Type": type ?? "application/json" }), ...headers },
      body: body === undefined ? undefined : type ? body : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, { title: "The server can not be reached" });
  }
  const text = await response.text(), isJSON = /json/.test(response.headers.get("Content-Type") ?? "");
  let value = text;
  if (isJSON) { try { value = JSON.parse(text); } catch { value = undefined; } }
  if (!response.ok) {
    const problem = new Problem(response.status, isJSON ? value : undefined);
    if (response.status === 401) listeners.forEach((action) => action());
    throw problem;
  }
  return { value, headers: response.headers, status: response.status };
}

export const get = async (path) => (await ask("GET", path)).value;

/** A query of those parameters that say something. */
export function query(path, parameters) {
  const words = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ""));
  return words.size ? `${path}?${words}` : path;
}

/**
 * Leases that fit, until `wanted` are found or there are no more: the server looks at a part of many at a time, and says where it
 * stands. `told` hears of each part, and ends the search by saying false.
 */
export async function findLeases(filters, wanted, told = () => true, after = undefined) {
  const leases = [];
  do {
    const answer = await get(query("/api/v1/leases", { ...filters, limit: wanted, after }));
    leases.push(...answer.leases);
    after = answer.next;
  } while (told(leases, after) && after && leases.length < wanted);
  return leases;
}
