// Refused connection attempts.

import { html } from "./ui.js";
import { usePoll, withQuery } from "./api.js";
import { count } from "./format.js";
import { link, replace } from "./route.js";
import { Age, ChargePointLink, Filter, Listing, Table } from "./parts.js";
import { usePages } from "./pages.js";

const COLUMNS = [
  { title: "Last attempt", cell: (item) => html`<${Age} time=${item.time} />` },
  { title: "Charge point", cell: (item) => html`<${ChargePointLink} id=${item.chargePointId} />` },
  { title: "Address", cell: (item) => html`<span class="id">${item.address}</span>` },
  { title: "Stage", cell: (item) => item.stage },
  { title: "Reason", cell: (item) => html`<${Reason} item=${item} />` },
  { title: "Count", number: true, cell: (item) => count(item.count) },
  { title: "Pod", cell: (item) => item.pod },
];

function Reason({ item }) {
  return html`<div class="reason"><div>${item.reason}</div>
    ${item.details && html`<div class="muted">${item.details}</div>`}
    ${item.suggestion && html`<div class="advice">${item.suggestion}</div>`}</div>`;
}

/** @param exact shows only refusals of this very identity; the API's filter is a prefix */
export function RefusalTable({ filter, exact }) {
  const path = withQuery("/refusals", filter);
  const poll = usePoll(path, 10_000);
  const pages = usePages(path, poll.data?.next);
  const all = poll.data && [...poll.data.items, ...pages.items];
  const items = all?.filter((item) => exact === undefined || item.chargePointId === exact);
  return html`<${Listing} poll=${{ ...poll, data: poll.data && { ...poll.data, items } }} empty="No connection was refused in the last 24 hours.">
    ${(shown) => html`<${Table} label="Refusals" columns=${COLUMNS} items=${shown} />`}<//>
    ${pages.button}`;
}

export function Refusals({ query }) {
  const values = { id: query.get("id") ?? "", address: query.get("address") ?? "" };
  const change = (name) => (value) => replace(link(["refusals"], { ...values, [name]: value }));
  return html`<h1>Refusals</h1>
    <form class="filters" role="search" aria-label="Filters" onSubmit=${(event) => event.preventDefault()}>
      <${Filter} label="Identity begins with" value=${values.id} onValue=${change("id")} />
      <${Filter} label="Address" value=${values.address} onValue=${change("address")} />
    </form>
    <${RefusalTable} filter=${values} />`;
}
