// Results of the search box. Each item has a kind, an id, and what was found.

import { html, useEffect } from "./ui.js";
import { usePoll, withQuery } from "./api.js";
import { chargePointLink, link } from "./route.js";
import { Empty, Listing, Online } from "./parts.js";

const KINDS = { "charge-point": "charge point", command: "command", message: "message" };

/** The fragment of the page about an item. */
function targetOf({ kind, id, command, message }) {
  switch (kind) {
    case "charge-point":
      return chargePointLink(id);
    case "command":
      return command.chargePointId ? link(["charge-points", command.chargePointId, "commands"], { command: id }) : null;
    case "message":
      return link(["charge-points", message.chargePointId, "frames"], { filter: id });
    default:
      return null;
  }
}

function Detail({ item: { chargePoint, command, message } }) {
  const facts = chargePoint
    ? [chargePoint.vendor, chargePoint.model, chargePoint.serialNumber, chargePoint.remoteAddress]
    : [(command ?? message)?.chargePointId, message?.action, command?.state];
  return html`<span class="detail">${facts.filter(Boolean).join(", ")}${chargePoint && html` <${Online} online=${chargePoint.online} />`}</span>`;
}

export function Search({ text }) {
  const poll = usePoll(text ? withQuery("/search", { q: text }) : null);
  const items = poll.data?.items ?? [];
  const only = text && items.length === 1 && !poll.data.missing?.length ? targetOf(items[0]) : null;
  useEffect(() => {
    if (only) {
      location.replace(only);
    }
  }, [only]);
  if (!text) {
    return html`<h1>Search</h1><${Empty}>Enter an identity, a serial number, an address, a message id or a command id.<//>`;
  }
  return html`<h1>Search for “${text}”</h1>
    <${Listing} poll=${poll} empty="Nothing was found. Message ids are found only while the frame journal keeps the message.">${(found) => html`
      <ol class="rows card">${found.map((item) => html`<li key=${item.kind + item.id}>
        <span>${targetOf(item) ? html`<a class="id" href=${targetOf(item)}>${item.id}</a>` : html`<span class="id">${item.id}</span>`}
          <span class="muted"> ${KINDS[item.kind] ?? item.kind}</span></span>
        <${Detail} item=${item} /></li>`)}</ol>`}<//>`;
}
