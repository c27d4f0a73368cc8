// Addresses of views. A view and its filters are in the fragment: #/charge-points/CP-001/frames?filter=Boot.
// The fragment never reaches a server, and a link to any list can be shared.

import { useState, useEffect } from "./ui.js";

/** Reads a fragment. The path is a list of decoded segments; the query is a URLSearchParams. */
export function parse(fragment) {
  const [path, query = ""] = fragment.replace(/^#?\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decode), query: new URLSearchParams(query) };
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The fragment of a view. Empty values of the query are left out. */
export function link(path, query = {}) {
  const set = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const text = new URLSearchParams(set).toString();
  return "#/" + path.map(encodeURIComponent).join("/") + (text && "?" + text);
}

export const chargePointLink = (id, ...rest) => link(["charge-points", id, ...rest]);

export function go(fragment) {
  location.hash = fragment;
}

/** Replaces the address without a new entry in the history: for filters that change with every key. */
export function replace(fragment) {
  history.replaceState(null, "", fragment);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The current route; the component is drawn again when it changes. */
export function useRoute() {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const changed = () => setFragment(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parse(fragment);
}
