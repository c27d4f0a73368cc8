// Server-sent events read with fetch, because EventSource cannot send the token in a header.

import { open } from "./api.js";

const MAX_LINE = 1_000_000;

/**
 * Follows a stream until it ends or `signal` is aborted. Calls onOpen once and onEvent({type, id, data}) for every event.
 * Throws a Problem if the stream is refused.
 */
export async function follow(path, { lastEventId, signal, onOpen, onEvent }) {
  const headers = { Accept: "text/event-stream" };
  if (lastEventId) {
    headers["Last-Event-ID"] = lastEventId;
  }
  const response = await open(path, { headers, signal });
  onOpen();
  const parse = parser(onEvent);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parse(part.value);
  }
}

/** Returns a function that takes the text of a stream in parts of any size. */
export function parser(onEvent) {
  let rest = "";
  let event = {};
  const line = (text) => {
    if (text === "") {
      if (event.data !== undefined) {
        onEvent({ type: event.type ?? "message", id: event.id, data: event.data });
      }
      event = {};
      return;
    }
    const colon = text.indexOf(":");
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      event.type = value;
    } else if (field === "id") {
      event.id = value;
    } else if (field === "data") {
      event.data = event.data === undefined ? value : event.data + "\n" + value;
    }
  };
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n/);
    rest = lines.pop();
    if (rest.length > MAX_LINE) {
      throw new Error("The stream sent a line of more than " + MAX_LINE + " characters");
    }
    lines.forEach(line);
  };
}
