// Frames of a charge point, live.

import { html, useEffect, useRef, useState } from "./ui.js";
import { at, open } from "./api.js";
import { replace, link } from "./route.js";
import { follow } from "./stream.js";
import { FrameLog, select } from "./frame-log.js";
import { FrameRow } from "./frame-row.js";
import { Announce, Empty, Failure, Filter, State } from "./parts.js";
import { plural } from "./format.js";
import { endText } from "./timeline.js";

const SECONDS = 1_800;

/** Before the first frame: the stream begins with all frames that the gateway keeps. */
const BEGINNING = "0:0";
const REDRAW_MILLIS = 200;
const MAX_PAUSE_MILLIS = 15_000;

const pause = (millis, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, millis);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    resolve();
  }, { once: true });
});

/** Follows the stream of a charge point, connects again after a loss, and tells what it does. */
async function watch(id, log, signal, changed, report) {
  let last = BEGINNING;
  let wait = 1_000;
  while (!signal.aborted) {
    let ended = null;
    try {
      await follow(at`/charge-points/${id}/frames` + "?seconds=" + SECONDS, {
        lastEventId: last,
        signal,
        onOpen: () => {
          wait = 1_000;
          report({ state: "live" });
        },
        onEvent: (event) => {
          last = event.id ?? last;
          ended = take(log, event) ?? ended;
          changed();
        },
      });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error.status >= 400 && error.status < 500) {
        report({ state: "refused", error });
        return;
      }
    }
    if (ended) {
      report({ state: "ended", reason: ended });
      return;
    }
    report({ state: "lost" });
    await pause(wait, signal);
    wait = Math.min(wait * 2, MAX_PAUSE_MILLIS);
  }
}

/** Puts an event into the log. Returns the reason if it is the end of the stream. */
function take(log, event) {
  const data = JSON.parse(event.data);
  switch (event.type) {
    case "frame":
      log.add(data);
      return null;
    case "session":
      log.note(...sessionNote(data), data.time);
      return null;
    case "dropped":
      log.note(`${plural(data.count, "frame")} dropped: this stream was too slow`, "warn");
      return null;
    case "end":
      return data.reason ?? "ended";
    default:
      return null;
  }
}

function sessionNote(session) {
  if (session.state !== "ended") {
    return [`Session ${session.state} on ${session.podId}`, "good"];
  }
  return [`Session ended: ${endText(session)}`, session.endedBy === "network" ? "bad" : "warn"];
}

/** Keeps the frames of a charge point and draws at most five times a second. */
function useFrames(id, paused) {
  const log = useRef(new FrameLog());
  const [status, setStatus] = useState({ state: "opening" });
  const [, draw] = useState(0);
  const [turn, setTurn] = useState(0);
  const held = useRef(false);
  held.current = paused;
  useEffect(() => {
    const controller = new AbortController();
    let timer = null;
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = null;
        if (!held.current) {
          draw((n) => n + 1);
        }
      }, REDRAW_MILLIS);
    };
    log.current.clear();
    watch(id, log.current, controller.signal, changed, setStatus);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [id, turn]);
  return { log: log.current, status, again: () => setTurn((n) => n + 1), redraw: () => draw((n) => n + 1) };
}

const STATUS = {
  opening: ["idle", "Opening the stream"],
  live: ["good", "Live"],
  lost: ["warn", "Connection lost, trying again"],
  ended: ["idle", "The stream has ended"],
  refused: ["bad", "No stream"],
};

export function Frames({ id, query }) {
  const [paused, setPaused] = useState(false);
  const { log, status, again, redraw } = useFrames(id, paused);
  const options = {
    filter: query.get("filter") ?? "",
    hideMeterValues: query.get("meter") === "no",
    paired: query.get("pairs") !== "no",
  };
  const change = (changes) => {
    const next = { ...options, ...changes };
    replace(link(["charge-points", id, "frames"],
      { filter: next.filter, meter: next.hideMeterValues ? "no" : "", pairs: next.paired ? "" : "no" }));
  };
  const [kind, text] = STATUS[status.state];
  const kept = useRef([]);
  if (!paused) {
    kept.current = select(log.entries, options);
  }
  const shown = kept.current;
  const clear = () => {
    log.clear();
    redraw();
  };
  return html`
    <div class="bar">
      <h2>Frames</h2>
      <${State} kind=${paused ? "warn" : kind}>${paused ? "Paused" : text}<//>
      ${status.state === "ended" && html`<button type="button" onClick=${again}>Follow again</button>`}
      ${status.state === "refused" && html`<button type="button" onClick=${again}>Try again</button>`}
      <${Announce}>${text}<//>
    </div>
    <form class="filters" role="search" aria-label="Filter of the frames" onSubmit=${(event) => event.preventDefault()}>
      <${Filter} label="Contains" value=${options.filter} onValue=${(filter) => change({ filter })} placeholder="action, message id, any value" />
      <${Check} label="Hide meter values" on=${options.hideMeterValues} onChange=${(hideMeterValues) => change({ hideMeterValues })} />
      <${Check} label="Pair calls and answers" on=${options.paired} onChange=${(paired) => change({ paired })} />
      <span class="actions">
        <button type="button" aria-pressed=${paused} onClick=${() => setPaused(!paused)}>${paused ? "Continue" : "Pause"}</button>
        <button type="button" onClick=${clear}>Clear</button>
        <${Export} id=${id} />
      </span>
    </form>
    <${Failure} error=${status.error} />
    ${shown.length === 0
      ? html`<${Empty}>${log.entries.length > 0 ? "No frame matches the filter." : "No frame yet. Frames appear here as they pass."}<//>`
      : html`<ol class="frames" aria-label="Frames, newest first">${shown.map((entry) =>
          html`<${FrameRow} key=${entry.key} entry=${entry} paired=${options.paired} />`)}</ol>`}
    ${log.dropped > 0 && html`<p class="muted">This page keeps the newest 500 frames; ${plural(log.dropped, "older one")} left it. Export has all that the gateway keeps.</p>`}`;
}

const Check = ({ label, on, onChange }) => html`<label class="check">
  <input type="checkbox" checked=${on} onChange=${(event) => onChange(event.currentTarget.checked)} /> ${label}</label>`;

/** Saves the frames that the gateway keeps as a file in OCPP Trace Format. */
function Export({ id }) {
  const [error, setError] = useState(null);
  const save = async () => {
    try {
      const response = await open(at`/charge-points/${id}/frames`, { headers: { Accept: "application/x-ndjson" } });
      const address = URL.createObjectURL(await response.blob());
      const anchor = document.createElement("a");
      anchor.href = address;
      anchor.download = id.replace(/[^\w.-]/g, "_") + ".ndjson";
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  return html`<button type="button" onClick=${save}>Export</button><${Failure} error=${error} />`;
}
