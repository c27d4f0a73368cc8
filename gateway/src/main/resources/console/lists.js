// Bans in force, and the changing calls of the API.

import { html } from "./ui.js";
import { usePoll } from "./api.js";
import { clock } from "./format.js";
import { Age, ChargePointLink, Listing, Table } from "./parts.js";
import { usePages } from "./pages.js";

const BANS = [
  { title: "Address or charge point", cell: (ban) => ban.id ? html`<${ChargePointLink} id=${ban.id} />` : html`<span class="id">${ban.address}</span>` },
  { title: "Until", cell: (ban) => clock(ban.until) },
  { title: "Reason", cell: (ban) => ban.reason },
  { title: "Ban", cell: (ban) => html`<span class="id">${ban.banId}</span>` },
];

const AUDIT = [
  { title: "Time", cell: (call) => html`<${Age} time=${call.time} />` },
  { title: "Caller", cell: (call) => call.caller },
  { title: "Call", cell: (call) => html`<span class="id">${call.method} ${call.path}</span>` },
  { title: "Status", number: true, cell: (call) => call.status },
  { title: "Pod", cell: (call) => call.pod },
];

function List({ title, path, columns, empty, intro }) {
  const poll = usePoll(path, 10_000);
  const pages = usePages(path, poll.data?.next);
  return html`<h1>${title}</h1><p class="muted">${intro}</p>
    <${Listing} poll=${poll} empty=${empty}>${(items) => html`
      <${Table} label=${title} columns=${columns} items=${[...items, ...pages.items]} />${pages.button}`}<//>`;
}

export const Bans = () => html`<${List} title="Bans" path="/bans" columns=${BANS} empty="Nothing is banned."
  intro="Networks and charge points that may not connect. ops/ctl bans adds and ends them." />`;

export const Audit = () => html`<${List} title="Audit" path="/audit" columns=${AUDIT} empty="No changing call was made yet."
  intro="Calls of the API that changed something, newest first." />`;
