// Connectors and the current transaction, as the messages of this session reported them.

import { html } from "./ui.js";
import { at, usePoll } from "./api.js";
import { clock, count, known } from "./format.js";
import { Age, Failure, State } from "./parts.js";

const KINDS = {
  available: "good", charging: "good", occupied: "warn", preparing: "warn", finishing: "warn", reserved: "warn",
  suspendedev: "warn", suspendedevse: "warn", faulted: "bad", unavailable: "idle",
};

const kindOf = (status) => KINDS[String(status).toLowerCase()] ?? "idle";

export function Connectors({ id }) {
  const poll = usePoll(at`/charge-points/${id}/connectors`, 5_000);
  const items = poll.data?.items ?? [];
  if (poll.error && poll.error.status !== 404) {
    return html`<${Failure} error=${poll.error} />`;
  }
  if (items.length === 0) {
    return null;
  }
  return html`<ul class="connectors" aria-label="Connectors">${items.map((item) => html`<li class="card" key=${nameOf(item)}>
    <div><strong>${nameOf(item)}</strong> <${State} kind=${kindOf(item.status)}>${item.status ?? "no status"}<//></div>
    ${item.errorCode && item.errorCode !== "NoError" && html`<div class="bad-text">${item.errorCode}</div>`}
    ${item.transaction && html`<${Transaction} transaction=${item.transaction} />`}
    ${item.updatedAt && html`<div class="muted">reported <${Age} time=${item.updatedAt} /></div>`}
  </li>`)}</ul>`;
}

function nameOf(item) {
  if (known(item.evseId)) {
    return `EVSE ${item.evseId}` + (known(item.connectorId) ? `, connector ${item.connectorId}` : "");
  }
  return item.connectorId === 0 ? "Charge point" : `Connector ${item.connectorId}`;
}

function Transaction({ transaction }) {
  const facts = [
    transaction.startedAt && "since " + clock(transaction.startedAt),
    known(transaction.energyWh) && count(transaction.energyWh / 1_000) + " kWh",
    transaction.chargingState,
    transaction.idToken && "token " + (transaction.idToken.idToken ?? transaction.idToken),
  ].filter(Boolean);
  return html`<div>Transaction <span class="id">${transaction.transactionId}</span>
    <span class="muted"> ${facts.join(", ")}</span></div>`;
}
