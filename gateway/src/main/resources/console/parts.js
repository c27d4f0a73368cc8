// Small parts that all views share.

import { html, useEffect, useRef, useState } from "./ui.js";
import { ago, clock, count, known } from "./format.js";
import { chargePointLink, link } from "./route.js";

/** Name of a pod in a list of missing ones; the API names all others by a star. */
export const podName = (pod) => (pod === "*" ? "the other pods" : pod);

/** Names the pods whose part of a cluster answer is missing. */
export function Missing({ answer }) {
  const missing = answer?.missing ?? [];
  if (missing.length === 0) {
    return null;
  }
  const parts = missing.map((part) => podName(part.pod) + (part.reason ? ` (${part.reason})` : ""));
  return html`<p class="note warn" role="note">
    <strong>This answer is incomplete.</strong> No answer from ${parts.join(", ")}.
  </p>`;
}

/** An error of a request. `stale` says that older data is still shown. */
export function Failure({ error, stale = false }) {
  if (!error) {
    return null;
  }
  return html`<p class="note bad" role="alert">
    <strong>${error.title ?? "Error"}.</strong> ${error.message}${stale ? " The data below is the last that was read." : ""}
  </p>`;
}

export const Empty = ({ children }) => html`<p class="empty">${children}</p>`;

export const Loading = () => html`<p class="empty" aria-busy="true">Loading</p>`;

/** A list or one of its other states: loading, failed, empty. */
export function Listing({ poll, empty, children }) {
  const items = poll.data?.items;
  return html`
    <${Failure} error=${poll.error} stale=${items !== undefined} />
    <${Missing} answer=${poll.data} />
    ${items === undefined ? !poll.error && html`<${Loading} />`
      : items.length === 0 ? html`<${Empty}>${empty}<//>` : children(items)}`;
}

/** A table in a box that scrolls sideways on a narrow screen. Columns: {title, cell(item), number?}. */
export function Table({ label, columns, items, keyOf }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label + ", table"}>
    <table>
      <thead><tr>${columns.map((column) =>
        html`<th scope="col" class=${column.number ? "number" : ""}>${column.title}</th>`)}</tr></thead>
      <tbody>${items.map((item, i) => html`<tr key=${keyOf ? keyOf(item) : i}>
        ${columns.map((column) => html`<td class=${column.number ? "number" : ""}>${column.cell(item)}</td>`)}
      </tr>`)}</tbody>
    </table>
  </div>`;
}

export const ChargePointLink = ({ id }) =>
  id ? html`<a class="id" href=${chargePointLink(id)}>${id}</a>` : html`<span class="muted">unknown</span>`;

/** A time as its age, with the exact time as title. */
export const Age = ({ time }) =>
  known(time) ? html`<time datetime=${time} title=${clock(time)}>${ago(time)}</time>` : "–";

const SYMBOLS = { good: "●", warn: "▲", bad: "■", idle: "○" };

/** A state in colour, symbol and words. */
export const State = ({ kind, children }) =>
  html`<span class=${"state " + kind}><span aria-hidden="true">${SYMBOLS[kind]}</span> ${children}</span>`;

export const Online = ({ online }) => html`<${State} kind=${online ? "good" : "idle"}>${online ? "online" : "offline"}<//>`;

/** A small bar for a part of a whole. */
export function Meter({ value, max, label }) {
  if (!known(value) || !max) {
    return count(value);
  }
  return html`<span class="with-meter">${count(value)}<span class="muted"> / ${count(max)}</span>
    <meter min="0" max=${max} high=${max * 0.9} value=${value} aria-label=${label}></meter></span>`;
}

/** A modal dialog. Closing it in any way calls onClose. The focus returns to where it was. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  const shown = useRef(false);
  useEffect(() => {
    const element = dialog.current;
    element.showModal();
    shown.current = true;
    return () => {
      shown.current = false;
      element.close();
    };
  }, []);
  return html`<dialog ref=${dialog} aria-labelledby="dialog-title" onClose=${() => shown.current && onClose()}>
    <h2 id="dialog-title">${title}</h2>
    ${children}
  </dialog>`;
}

/** Asks before an action that disturbs a charge point. */
export function Confirm({ title, text, action, onYes, onNo }) {
  const yes = (event) => {
    event.preventDefault();
    onYes();
  };
  return html`<${Dialog} title=${title} onClose=${onNo}>
    <form method="dialog" onSubmit=${yes}>
      <p>${text}</p>
      <p class="actions">
        <button type="button" onClick=${onNo}>Cancel</button>
        <button type="submit" class="danger">${action}</button>
      </p>
    </form>
  <//>`;
}

/** Announces a text to screen readers when it changes. */
export const Announce = ({ children }) => html`<p class="visually-hidden" role="status" aria-live="polite">${children}</p>`;

/** A text field that reports its value after a short pause in typing. */
export function Filter({ label, value, onValue, ...rest }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = text === value ? undefined : setTimeout(() => onValue(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<label class="field"><span>${label}</span>
    <input type="search" value=${text} autocomplete="off" spellcheck="false"
      onInput=${(event) => setText(event.currentTarget.value)} ...${rest} /></label>`;
}

export const More = ({ path, query, children }) => html`<a class="more" href=${link(path, query)}>${children}</a>`;
