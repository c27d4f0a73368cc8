// The last sessions and how each of them ended.

import { html } from "./ui.js";
import { at, usePoll } from "./api.js";
import { bytes, clock, known, millis } from "./format.js";
import { Listing, State } from "./parts.js";

const ENDERS = { "charge-point": "closed by the charge point", gateway: "closed by the gateway", network: "connection lost" };

/** How a session ended, in words. */
export function endText(end) {
  const code = known(end.closeCode) ? `code ${end.closeCode}` : "";
  const detail = [end.reason, code, end.closeReason].filter(Boolean).join(", ");
  return (ENDERS[end.endedBy] ?? end.endedBy ?? "ended") + (detail ? ` (${detail})` : "");
}

const isGood = (end) => end.endedBy !== "network" && [undefined, null, 1000, 1001, 1012].includes(end.closeCode);

export function Timeline({ id, facts }) {
  const poll = usePoll(at`/charge-points/${id}/sessions`, 5_000);
  const current = facts?.online ? [facts] : [];
  // A session that has just ended may still be in the facts.
  const ended = poll.data?.items.filter((session) => !facts?.online || session.epoch !== facts.epoch) ?? [];
  return html`<h2>Sessions</h2>
    <${Listing} poll=${{ ...poll, data: poll.data && { ...poll.data, items: [...current, ...ended] } }}
      empty="No session of the last 30 days is known.">${(items) => html`
      <ol class="timeline">${items.map((item) => html`<${Session} key=${item.epoch} session=${item} />`)}</ol>`}<//>`;
}

function Session({ session }) {
  const { connectedAt: begun, endedAt: ended } = session;
  const length = begun && ended ? Date.parse(ended) - Date.parse(begun) : null;
  return html`<li class=${!ended ? "current" : isGood(session) ? "good" : "bad"}>
    <div><strong>${clock(begun)}</strong>${ended ? ` to ${clock(ended)}${known(length) ? ` (${millis(length)})` : ""}` : ""}</div>
    <div>${ended
      ? html`<${State} kind=${isGood(session) ? "idle" : "bad"}>${endText(session)}<//>`
      : html`<${State} kind="good">connected<//>`}</div>
    <div class="muted">${[
      session.pod && `on ${session.pod}`,
      session.protocol,
      session.remoteAddress,
      known(session.bytesReceived) && `${bytes(session.bytesReceived)} received, ${bytes(session.bytesSent)} sent`,
    ].filter(Boolean).join(", ")}</div>
  </li>`;
}
