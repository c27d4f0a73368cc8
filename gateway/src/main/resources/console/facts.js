// The facts of a session.

import { html } from "./ui.js";
import { ago, bytes, clock, count, known, millis } from "./format.js";
import { endText } from "./timeline.js";

const PROFILES = ["0, no password", "1, password", "2, password over TLS", "3, client certificate"];

const FACTS = [
  ["Vendor and model", (f) => [f.vendor, f.model].filter(Boolean).join(" ")],
  ["Firmware", (f) => f.firmware],
  ["Serial number", (f) => f.serialNumber],
  ["Protocol", (f) => f.protocol],
  ["Registration", (f) => f.registration],
  ["Security profile", (f) => PROFILES[f.securityProfile] ?? f.securityProfile],
  ["Address", (f) => f.remoteAddress],
  ["Pod", (f) => f.pod],
  ["Session epoch", (f) => f.epoch && String(f.epoch)],
  ["Connected", (f) => f.connectedAt && clock(f.connectedAt)],
  ["Last heard", (f) => f.lastHeardAt && ago(f.lastHeardAt)],
  ["Round trip", (f) => known(f.roundTripMillis) && millis(f.roundTripMillis)],
  ["Clock offset", (f) => known(f.clockOffsetMillis) && offset(f.clockOffsetMillis)],
  ["Received, sent", (f) => known(f.bytesReceived) && `${bytes(f.bytesReceived)}, ${bytes(f.bytesSent)}`],
  ["Messages", (f) => known(f.messagesReceived) && count(f.messagesReceived) + " received"],
  ["Violations", (f) => known(f.violations) && count(f.violations)],
  ["Queues", (f) => queues(f)],
  ["Outstanding call", (f) => f.outstandingCall],
  ["Last end", (f) => f.lastEnd && `${endText(f.lastEnd)}, ${ago(f.lastEnd.time)}`],
];

export function Facts({ facts }) {
  const shown = FACTS.map(([title, of]) => [title, of(facts)]).filter(([, value]) => value);
  return html`<dl class="facts card" aria-label="Session">${shown.map(([title, value]) => html`
    <div key=${title} class=${title === "Last end" ? "wide" : ""}><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function offset(value) {
  if (Math.abs(value) < 1_000) {
    return "less than 1 s";
  }
  return millis(Math.abs(value)) + (value > 0 ? " ahead" : " behind");
}

function queues(facts) {
  const waiting = Object.entries(facts.queues ?? {}).filter(([, length]) => length > 0);
  return facts.queues && (waiting.map(([name, length]) => `${name} ${count(length)}`).join(", ") || "empty");
}
