// The page of one charge point: state and facts at the top, then one of four tabs.

import { html, useState } from "./ui.js";
import { at, request, usePoll } from "./api.js";
import { ago, clock } from "./format.js";
import { chargePointLink } from "./route.js";
import { Announce, Confirm, Empty, Failure, Loading, Missing, Online } from "./parts.js";
import { Facts } from "./facts.js";
import { Connectors } from "./connectors.js";
import { Frames } from "./frames.js";
import { Commands } from "./commands.js";
import { Timeline } from "./timeline.js";
import { RefusalTable } from "./refusals.js";

const TABS = [["frames", "Frames"], ["commands", "Commands"], ["sessions", "Sessions"], ["refusals", "Refusals"]];
const POLL_MILLIS = 3_000;

export function ChargePoint({ id, tab, query }) {
  const poll = usePoll(at`/charge-points/${id}`, POLL_MILLIS);
  const facts = poll.data;
  if (poll.error?.status === 404 && !facts) {
    return html`<h1 class="id">${id}</h1><${Unknown} id=${id} />`;
  }
  return html`
    <div class="title">
      <h1 class="id">${id}</h1>
      ${facts && html`<${Online} online=${facts.online} />`}
      ${facts && html`<span class="muted">${summary(facts)}</span>`}
      ${facts?.online && html`<${Disconnect} id=${id} reload=${poll.reload} />`}
    </div>
    ${facts && html`<${Announce}>${id} is ${facts.online ? "online" : "offline"}<//>`}
    <${Failure} error=${poll.error} stale=${facts !== undefined} />
    <${Missing} answer=${facts} />
    ${!facts && !poll.error && html`<${Loading} />`}
    ${facts && html`<${Facts} facts=${facts} />`}
    <${Connectors} id=${id} protocol=${facts?.protocol} />
    <nav class="tabs" aria-label=${"Views of " + id}><ul>${TABS.map(([name, title]) => html`<li>
      <a href=${chargePointLink(id, name)} aria-current=${tab === name ? "page" : undefined}>${title}</a></li>`)}</ul></nav>
    <${Tab} id=${id} tab=${tab} query=${query} facts=${facts} />`;
}

function summary(facts) {
  if (facts.online) {
    return `on ${facts.pod}, connected ${ago(facts.connectedAt)}`;
  }
  return facts.lastEnd ? `since ${clock(facts.lastEnd.time)}` : "not connected";
}

function Tab({ id, tab, query, facts }) {
  switch (tab) {
    case "frames":
      return html`<${Frames} id=${id} query=${query} />`;
    case "commands":
      return html`<${Commands} id=${id} protocol=${facts?.protocol} query=${query} />`;
    case "sessions":
      return html`<${Timeline} id=${id} facts=${facts} />`;
    case "refusals":
      return html`<h2>Refusals</h2><${RefusalTable} filter=${{ id }} exact=${id} />`;
    default:
      return html`<${Empty}>This address has no page.<//>`;
  }
}

function Unknown({ id }) {
  return html`
    <p class="note warn">No charge point of this identity is known: it is not connected, has no credentials, and had no
      session in the last 30 days. Below are the connections of this identity that were refused.</p>
    <${RefusalTable} filter=${{ id }} />`;
}

function Disconnect({ id, reload }) {
  const [asking, setAsking] = useState(false);
  const [state, setState] = useState({});
  const disconnect = async () => {
    setAsking(false);
    try {
      await request(at`/charge-points/${id}/disconnect`, { method: "POST", body: {} });
      setState({ text: "The session ends after its outstanding calls. A charge point usually returns within a minute." });
    } catch (error) {
      setState({ error });
    }
    reload();
  };
  return html`<button type="button" class="end" onClick=${() => setAsking(true)}>Disconnect</button>
    ${state.text && html`<p class="note" role="status">${state.text}</p>`}
    <${Failure} error=${state.error} />
    ${asking && html`<${Confirm} title=${"Disconnect " + id + "?"} action="Disconnect"
      text="The session ends after its outstanding calls. The charge point connects again on its own. Transactions continue."
      onYes=${disconnect} onNo=${() => setAsking(false)} />`}`;
}
