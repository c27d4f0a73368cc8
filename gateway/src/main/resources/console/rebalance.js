// The rebalance of the pods: its progress, a button that cancels it, and how the last one ended.

import { html, useState } from "./ui.js";
import { request } from "./api.js";
import { plural } from "./format.js";
import { Age, Announce, Failure } from "./parts.js";

/** Time for which the end of a rebalance is shown. */
const SHOWN_MILLIS = 3_600_000;

const ENDS = {
  even: "the pods are even",
  uneven: "the pods stay uneven: charge points connect to the same pods again",
  aborted: "aborted: charge points did not return, or Redis was not available",
  cancelled: "cancelled by an operator",
};

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The pod that conducts the rebalance, or has conducted the last one; undefined without any. */
function conductor(pods) {
  const time = (pod) => Date.parse(pod.lastRebalance.since);
  return pods.filter((pod) => pod.lastRebalance).sort((a, b) => time(b) - time(a))[0];
}

/** Whether a rebalance is running. A pod of an earlier version only shows that its sessions leave. */
export const isRunning = (pods) => pods.some((pod) => pod.rebalance || pod.lastRebalance?.state === "running");

export function Rebalance({ pods, reload, now = Date.now() }) {
  const [error, setError] = useState();
  const running = isRunning(pods);
  const last = conductor(pods)?.lastRebalance;
  const cancel = async () => {
    setError(undefined);
    try {
      await request("/rebalance", { method: "DELETE" });
    } catch (failure) {
      setError(failure);
    }
    reload();
  };
  if (!running && (!last || now - Date.parse(last.since) > SHOWN_MILLIS)) {
    return html`<${Failure} error=${error} />`;
  }
  return html`
    <${Failure} error=${error} />
    <${Announce}>${running ? "A rebalance is running" : "The rebalance has ended: " + ends(last)}<//>
    ${running
      ? html`<div class="note progress"><p>${progress(pods, last)}</p><button type="button" onClick=${cancel}>Cancel the rebalance</button></div>`
      : html`<p class="note">Rebalance ended <${Age} time=${last.since} />: ${ends(last)}.</p>`}`;
}

const ends = (last) => ENDS[last.state] ?? last.state;

function progress(pods, last) {
  const leaving = sum(pods.map((pod) => pod.rebalance?.remaining ?? 0));
  const excess = last?.state === "running" ? `${plural(last.excess, "connection")} above the average, ` : "";
  return `Rebalance: ${excess}${leaving} leaving in this round.`;
}
