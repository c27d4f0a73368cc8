// One frame, or a CALL with its answer. Opens to the whole payload.

import { html, useState } from "./ui.js";
import { clock, known, millis, pretty } from "./format.js";
import { isUnreadable } from "./frame-log.js";
import { State } from "./parts.js";

const DIRECTIONS = { "cp-to-csms": ["↑", "from the charge point"], "csms-to-cp": ["↓", "to the charge point"] };
const PREVIEW = 160;

const timeOf = (frame) => frame.timestamp ?? frame.time;

function preview(frame) {
  if (isUnreadable(frame)) {
    return `${frame.unreadable.reason}: ${frame.unreadable.text ?? ""}`;
  }
  const value = frame.messageType === "CALLERROR" ? frame.error : frame.payload;
  return (JSON.stringify(value) ?? "").slice(0, PREVIEW);
}

function bodyOf(frame) {
  if (isUnreadable(frame)) {
    return frame.unreadable.text ?? "";
  }
  return pretty(frame.messageType === "CALLERROR" ? frame.error : frame.payload) ?? "";
}

function latencyOf(call, answer) {
  return answer.meta?.latencyMillis ?? Date.parse(timeOf(answer)) - Date.parse(timeOf(call));
}

function Outcome({ call, answer }) {
  if (!answer) {
    return call.messageType === "CALL" ? html`<span class="outcome muted">no answer yet</span>` : null;
  }
  const status = answer.messageType === "CALLERROR" ? answer.error?.code ?? "CALLERROR" : answer.payload?.status ?? answer.payload?.idTagInfo?.status
    ?? answer.payload?.idTokenInfo?.status ?? "answered";
  const kind = answer.messageType === "CALLERROR" ? "bad" : ["Rejected", "Invalid", "Failed", "Blocked"].includes(status) ? "warn" : "good";
  return html`<span class="outcome"><${State} kind=${kind}>${status}<//> <span class="muted">${millis(latencyOf(call, answer))}</span></span>`;
}

export function FrameRow({ entry, paired }) {
  const [opened, setOpened] = useState(false);
  if (entry.kind === "note") {
    return html`<li class=${"frame-note " + entry.state}><time>${clock(entry.time, true)}</time> <${State} kind=${entry.state}>${entry.text}<//></li>`;
  }
  const { frame } = entry;
  const [arrow, direction] = DIRECTIONS[frame.direction] ?? ["", ""];
  const error = isUnreadable(frame) || frame.messageType === "CALLERROR";
  return html`<li class=${"frame " + frame.direction + (error ? " error" : "")}>
    <button type="button" class="frame-line" aria-expanded=${opened} onClick=${() => setOpened(!opened)}>
      <time datetime=${timeOf(frame)}>${clock(timeOf(frame), true)}</time>
      <span class="arrow" role="img" aria-label=${direction} title=${direction}>${arrow}</span>
      <span class="action">${isUnreadable(frame) ? "unreadable" : frame.action ?? "?"}${frame.messageType?.startsWith("CALLE") || (!paired && frame.messageType !== "CALL")
        ? html`<span class="muted"> ${frame.messageType}</span>` : ""}</span>
      <span class="preview">${preview(frame)}</span>
      ${paired && !error && html`<${Outcome} call=${frame} answer=${entry.answer} />`}
      ${!paired && known(frame.meta?.latencyMillis) && html`<span class="outcome muted">${millis(frame.meta.latencyMillis)}</span>`}
    </button>
    ${opened && html`<div class="frame-body">
      <${Body} title=${(frame.messageType ?? "Frame") + " " + direction} frame=${frame} />
      ${paired && entry.answer && html`<${Body} title=${entry.answer.messageType + " after " + millis(latencyOf(frame, entry.answer))} frame=${entry.answer} />`}
    </div>`}
  </li>`;
}

const Body = ({ title, frame }) => html`<div>
  <div class="muted">${title}${frame.messageId ? html`, message <span class="id">${frame.messageId}</span>` : ""}</div>
  <pre tabindex="0" aria-label=${title}>${bodyOf(frame)}</pre></div>`;
