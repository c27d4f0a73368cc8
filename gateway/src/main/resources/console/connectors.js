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

export function Connectors({ id, protocol }) {
  const poll = usePoll(at`/charge-points/${id}/connectors`, 5_000);
  const items = poll.data?.items ?? [];
  if (poll.error && poll.error.status !== 404) {
    return html`<${Failure} error=${poll.error} />`;
  }
  if (items.length === 0) {
    return null;
  }
  return html`<ul class="connectors" aria-label="Connectors">${items.map((item) => html`<li class="card" key=${nameOf(item, protocol)}>
    <div><strong>${nameOf(item, protocol)}</strong> <${State} kind=${kindOf(item.status)}>${item.status ?? "no status"}<//></div>
    ${item.errorCode && item.errorCode !== "NoError" && html`<div class="bad-text">${item.errorCode}</div>`}
    ${item.transaction && html`<${Transaction} transaction=${item.transaction} />`}
    ${item.updatedAt && html`<div class="muted">reported <${Age} time=${item.updatedAt} /></div>`}
  </li>`)}</ul>`;
}

function nameOf(item, protocol) {
  if (!known(item.evseId)) {
    return "No EVSE reported";
  }
  if (item.evseId === 0) {
    return "Charge point";
  }
  // OCPP 1.6 numbers the connectors of the charge point and has no EVSE.
  if (String(protocol).startsWith("ocpp1")) {
    return `Connector ${item.evseId}`;
  }
  return `EVSE ${item.evseId}` + (known(item.connectorId) ? `, connector ${item.connectorId}` : "");
}

function Transaction({ transaction }) {
  const facts = [
    transaction.startedAt && "since " + clock(transaction.startedAt),
    known(transaction.energyWh) && count(transaction.energyWh / 1_000) + " kWh",
    transaction.chargingState,
    transaction.idToken && "token " + transaction.idToken,
  ].filter(Boolean);
  return html`<div>Transaction <span class="id">${transaction.transactionId}</span>
    <span class="muted"> ${facts.join(", ")}</span></div>`;
}
