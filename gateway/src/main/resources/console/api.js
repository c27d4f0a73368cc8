// The HTTP API of the gateway. The token is kept in sessionStorage of this tab and sent in a header, never in an address.

import { useState, useEffect } from "./ui.js";

const TOKEN = "ocpp-gateway-token";
const PATIENCE_MILLIS = 8_000;

/** An answer that is not a success. `status` is 0 if there was no answer. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

let onUnauthorized = () => {};

/** Sets the function that is called when the API wants a token. */
export function whenUnauthorized(handler) {
  onUnauthorized = handler;
}

export function storeToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

export function forgetToken() {
  sessionStorage.removeItem(TOKEN);
}

export const hasToken = () => sessionStorage.getItem(TOKEN) !== null;

/** Builds a path below /api/v1; every value is escaped: at`/charge-points/${id}`. */
export function at(texts, ...values) {
  return texts.reduce((path, text, i) => path + encodeURIComponent(values[i - 1]) + text);
}

/** Adds the parameters that have a value. */
export function withQuery(path, parameters) {
  const set = Object.entries(parameters).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return set.length === 0 ? path : path + "?" + new URLSearchParams(set);
}

function headersOf(extra, body) {
  const headers = { Accept: "application/json", ...extra };
  const token = sessionStorage.getItem(TOKEN);
  if (token) {
    headers.Authorization = "Bearer " + token;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  return headers;
}

/** Sends a request and returns the response if it is a success. Throws a Problem otherwise. */
export async function open(path, { method = "GET", body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch("/api/v1" + path, {
      method,
      headers: headersOf(headers, body),
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Problem(0, "No answer", error.name === "TimeoutError" ? "The gateway does not answer in time." :
      "The gateway does not answer. It may be restarting, or the connection to it is lost.");
  }
  if (response.ok) {
    return response;
  }
  if (response.status === 401) {
    onUnauthorized(hasToken());
  }
  throw await problemOf(response);
}

async function problemOf(response) {
  try {
    const body = await response.json();
    return new Problem(response.status, body.title, body.detail);
  } catch {
    return new Problem(response.status, "Error " + response.status, "The gateway answered " + response.status + ".");
  }
}

/** Sends a request and returns its status and JSON. */
export async function request(path, options) {
  const response = await open(path, options);
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

export async function get(path, signal) {
  const limit = AbortSignal.timeout(PATIENCE_MILLIS);
  return (await request(path, { signal: signal ? AbortSignal.any([signal, limit]) : limit })).body;
}

/**
 * Gets a path now and then every `millis`, not while the page is hidden; nothing if it is null. Keeps the last good answer beside an error.
 * `reload` gets it at once.
 */
export function usePoll(path, millis) {
  const [state, setState] = useState({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    let timer;
    setState((old) => (old.path === path ? old : {}));
    const run = async () => {
      if (path !== null && !document.hidden) {
        const next = await attempt(path, controller.signal);
        if (controller.signal.aborted) {
          return;
        }
        setState((old) => ({ path, data: next.data ?? (old.path === path ? old.data : undefined), error: next.error }));
      }
      if (millis) {
        timer = setTimeout(run, millis);
      }
    };
    run();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [path, millis, turn]);
  const current = state.path === path ? state : {};
  return { data: current.data, error: current.error, reload: () => setTurn((n) => n + 1) };
}

async function attempt(path, signal) {
  try {
    return { data: await get(path, signal) };
  } catch (error) {
    return { error };
  }
}
