// The list of charge points with its filters.

import { html } from "./ui.js";
import { usePoll, withQuery } from "./api.js";
import { count, millis } from "./format.js";
import { link, replace } from "./route.js";
import { Age, ChargePointLink, Filter, Listing, Online, Table } from "./parts.js";
import { usePages } from "./pages.js";

const FILTERS = [
  ["id", "Identity begins with"],
  ["pod", "Pod"],
  ["protocol", "Protocol"],
  ["vendor", "Vendor"],
  ["model", "Model"],
  ["firmware", "Firmware"],
  ["serial", "Serial number"],
  ["address", "Address"],
];

const SORTS = [
  ["", "identity"],
  ["reconnects", "reconnects (flapping)"],
  ["latency", "round-trip time (slow)"],
  ["messages", "messages (loud)"],
];

const RECONNECTS = { title: "Reconnects in 1 h", number: true, cell: (item) => count(item.reconnects) };

const COLUMNS = [
  { title: "Charge point", cell: (item) => html`<${ChargePointLink} id=${item.chargePointId} />` },
  { title: "State", cell: (item) => html`<${Online} online=${item.online} />` },
  { title: "Protocol", cell: (item) => item.protocol ?? "–" },
  { title: "Vendor and model", cell: (item) => [item.vendor, item.model].filter(Boolean).join(" ") || "–" },
  { title: "Firmware", cell: (item) => item.firmware ?? "–" },
  { title: "Pod", cell: (item) => item.pod ?? "–" },
  { title: "Connected", cell: (item) => html`<${Age} time=${item.connectedAt} />` },
  { title: "Last heard", cell: (item) => html`<${Age} time=${item.lastHeardAt} />` },
  { title: "Round trip", number: true, cell: (item) => millis(item.roundTripMillis) },
  { title: "Messages", number: true, cell: (item) => count(item.messagesReceived) },
];

export function ChargePoints({ query }) {
  const values = Object.fromEntries([...FILTERS.map(([name]) => [name, query.get(name) ?? ""]), ["sort", query.get("sort") ?? ""]]);
  const path = withQuery("/charge-points", values);
  const poll = usePoll(path, 10_000);
  const pages = usePages(path, poll.data?.next);
  const change = (name) => (value) => replace(link(["charge-points"], { ...values, [name]: value }));
  return html`
    <h1>Charge points</h1>
    <form class="filters" role="search" aria-label="Filters" onSubmit=${(event) => event.preventDefault()}>
      ${FILTERS.map(([name, label]) =>
        html`<${Filter} key=${name} label=${label} value=${values[name]} onValue=${change(name)} />`)}
      <label class="field"><span>Sorted by</span>
        <select value=${values.sort} onChange=${(event) => change("sort")(event.currentTarget.value)}>
          ${SORTS.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select></label>
    </form>
    <${Listing} poll=${poll} empty="No charge point matches these filters.">${(items) => html`
      <${Table} label="Charge points" columns=${values.sort === "reconnects" ? [...COLUMNS, RECONNECTS] : COLUMNS} items=${[...items, ...pages.items]} keyOf=${(item) => item.chargePointId} />
      ${pages.button}`}<//>`;
}
