// Outcomes of commands.

import { html } from "./ui.js";
import { clock, millis, pretty } from "./format.js";
import { Announce, State } from "./parts.js";

const MEANINGS = {
  completed: "the charge point answered",
  refused: "the charge point answered with an error",
  uncertain: "sent, and it is not known whether it arrived",
  expired: "not sent in time",
  "not-connected": "the charge point is not connected",
  invalid: "the command cannot be sent",
  overloaded: "a limit of the gateway was reached",
};

const GOOD = ["Accepted", "Scheduled", "Unlocked", "RebootRequired", "OK"];

function kindOf({ state, result }) {
  if (state === "failed") {
    return "bad";
  }
  if (!result) {
    return "idle";
  }
  if (result.outcome !== "completed") {
    return result.outcome === "uncertain" ? "warn" : "bad";
  }
  return !result.status || GOOD.includes(result.status) ? "good" : "warn";
}

function textOf({ state, result, error }) {
  if (state === "failed") {
    return error.message;
  }
  if (!result) {
    return state === "sending" ? "waiting for the answer" : state;
  }
  return [result.outcome, result.status].filter(Boolean).join(", ");
}

const took = ({ sentAt, completedAt }) =>
  sentAt && completedAt ? "answered in " + millis(Date.parse(completedAt) - Date.parse(sentAt)) : "";

export function Outcome({ outcome }) {
  const { result } = outcome;
  const explanation = result && [MEANINGS[result.outcome], result.error, took(result)].filter(Boolean).join("; ");
  return html`<article class="outcome-card card" data-command=${outcome.commandId}>
    <div><strong>${outcome.type ?? result?.type}</strong> <${State} kind=${kindOf(outcome)}>${textOf(outcome)}<//>
      <time class="muted">${clock(outcome.at ?? result?.issuedAt)}</time></div>
    ${explanation && html`<div class="muted">${explanation}</div>`}
    ${result?.violations?.length > 0 && html`<div class="bad-text">The answer violates the schema: ${result.violations.map((v) => v.message ?? v).join("; ")}</div>`}
    <details><summary>Details</summary><pre tabindex="0" aria-label="Details of the command">${pretty(result ?? { commandId: outcome.commandId, data: outcome.data })}</pre></details>
  </article>`;
}

export function OutcomeList({ outcomes }) {
  if (outcomes.length === 0) {
    return null;
  }
  return html`<section aria-labelledby="outcomes-title"><h2 id="outcomes-title">Outcomes</h2>
    <${Announce}>${(outcomes[0].type ?? "") + ": " + textOf(outcomes[0])}<//>
    ${outcomes.map((outcome) => html`<${Outcome} key=${outcome.commandId} outcome=${outcome} />`)}</section>`;
}
