// Sends commands: a form for every command of the charge point's version, with the JSON beside it, and the outcomes.

import { html, useMemo, useState } from "./ui.js";
import { at, get, request, usePoll, withQuery } from "./api.js";
import { go, link } from "./route.js";
import { Fields, JsonText } from "./form.js";
import { resolve } from "./schema.js";
import { Outcome, OutcomeList } from "./outcomes.js";
import { Confirm, Empty, Failure, Loading } from "./parts.js";

const MAX_OUTCOMES = 20;
const FIRST = "remote.start";

/** Commands that disturb a charge point, or that are hard to take back, with what they do. */
const DISTURBING = {
  reset: "The charge point restarts. A hard reset may end transactions.",
  "update.firmware": "The charge point installs firmware and restarts.",
  "publish.firmware": "The local controller offers this firmware to its charge points.",
  "unlock.connector": "The connector is unlocked, and a transaction on it may end.",
  "remote.stop": "The transaction ends.",
  "change.availability": "The charge point or a part of it may go out of operation.",
  "set.network.profile": "With a wrong profile the charge point may not find back.",
  "set.configuration": "A wrong value may keep the charge point from connecting.",
  "set.variables": "A wrong value may keep the charge point from connecting.",
  "clear.cache": "The cached id tokens are deleted.",
  "send.local.list": "The list of id tokens is replaced or changed.",
  "install.certificate": "The charge point trusts this certificate from now on.",
  "delete.certificate": "With a wrong certificate deleted the charge point may not find back.",
  "certificate.signed": "The charge point uses this certificate from now on.",
  "ocpp.call": "The message is sent as it is.",
};

/** A version-4 UUID. crypto.randomUUID exists only on https and localhost. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export function Commands({ id, protocol, query }) {
  const poll = usePoll(withQuery("/command-types", { protocol, limit: 1000 }));
  const items = poll.data?.items;
  const asked = query.get("type") ?? FIRST;
  const [outcomes, setOutcomes] = useState([]);
  if (!items) {
    return html`<h2>Commands</h2><${Failure} error=${poll.error} />${!poll.error && html`<${Loading} />`}`;
  }
  const type = items.find((item) => item.type === asked) ?? items[0];
  const add = (outcome) => setOutcomes((old) => [outcome, ...old.filter((other) => other.commandId !== outcome.commandId)].slice(0, MAX_OUTCOMES));
  const choose = (event) => go(link(["charge-points", id, "commands"], { type: event.currentTarget.value }));
  if (!type) {
    return html`<h2>Commands</h2><${Empty}>There is no command for ${protocol}.<//>`;
  }
  return html`<h2>Commands</h2>
    ${query.get("command") && html`<${Stored} commandId=${query.get("command")} />`}
    <label class="field command-type"><span>Command</span>
      <select name="type" value=${type.type} onChange=${choose}>
        ${items.map((item) => html`<option value=${item.type}>${item.type}</option>`)}
      </select></label>
    <${CommandForm} key=${type.type} id=${id} type=${type} root=${poll.data} add=${add} />
    <${OutcomeList} outcomes=${outcomes} />`;
}

/** A command that was found by its id. */
function Stored({ commandId }) {
  const poll = usePoll(at`/commands/${commandId}`, 2_000);
  return html`<${Failure} error=${poll.error} />${poll.data && html`<${Outcome} outcome=${{ ...poll.data, commandId }} />`}`;
}

function CommandForm({ id, type, root, add }) {
  const schemas = useMemo(() => ({ ...root, ...type.schema }), [type]);
  const schema = useMemo(() => resolve(type.schema, schemas) ?? {}, [type]);
  const [data, setData] = useState({});
  const [bad, setBad] = useState(false);
  const [options, setOptions] = useState({ priority: "normal", seconds: 30 });
  const [asking, setAsking] = useState(false);
  const send = async () => {
    setAsking(false);
    const commandId = uuid();
    const begun = { commandId, type: type.type, data, at: new Date().toISOString() };
    add({ ...begun, state: "sending" });
    add({ ...begun, ...(await outcomeOf(id, commandId, bodyOf(type, data, options))) });
  };
  const submit = (event) => {
    event.preventDefault();
    if (type.type in DISTURBING) {
      setAsking(true);
    } else {
      send();
    }
  };
  return html`
    ${(type.description ?? schema.description) && html`<p class="muted">${type.description ?? schema.description}</p>`}
    <form class="command card" onSubmit=${submit} aria-label=${type.type}>
      <div><${Fields} schema=${schema} root=${schemas} value=${data} onValue=${setData} path="data" />
        ${Object.keys(schema.properties ?? {}).length === 0 && html`<p class="muted">This command has no fields.</p>`}
        <${Options} options=${options} onOptions=${setOptions} /></div>
      <label class="field raw"><span>JSON</span>
        <${JsonText} name="json" value=${data} onValue=${(next) => setData(next ?? {})} onBad=${setBad} rows="12" /></label>
      <p class="actions"><button type="submit" class="primary" disabled=${bad}>Send ${type.type}</button></p>
    </form>
    ${asking && html`<${Confirm} title=${`Send ${type.type} to ${id}?`} text=${DISTURBING[type.type]} action="Send"
      onYes=${send} onNo=${() => setAsking(false)} />`}`;
}

function Options({ options, onOptions }) {
  return html`<details><summary>Delivery</summary><div class="fields">
    <label class="field"><span>Priority</span>
      <select value=${options.priority} onChange=${(event) => onOptions({ ...options, priority: event.currentTarget.value })}>
        <option value="normal">normal</option><option value="urgent">urgent</option>
      </select></label>
    <label class="field"><span>Valid for, in seconds</span>
      <input type="number" min="1" max="86400" value=${options.seconds}
        onInput=${(event) => onOptions({ ...options, seconds: Number(event.currentTarget.value) || 30 })} /></label>
  </div></details>`;
}

function bodyOf(type, data, options) {
  const expiresAt = new Date(Date.now() + options.seconds * 1_000).toISOString();
  return { type: type.type, data, priority: options.priority, expiresAt };
}

/** Sends the command and waits for its outcome. An error after sending leaves the id, with which it can be found. */
async function outcomeOf(id, commandId, body) {
  try {
    const sent = await request(at`/charge-points/${id}/commands`,
      { method: "POST", body, headers: { "Idempotency-Key": commandId, Prefer: "wait=30" } });
    return sent.status === 202 ? await ended(commandId, Date.parse(body.expiresAt)) : { state: "ended", result: resultOf(sent.body) };
  } catch (error) {
    return { state: "failed", error };
  }
}

const resultOf = (body) => body.result ?? body;

/** Asks for a command that has not ended within the wait, until a minute after it expires. */
async function ended(commandId, expiresAt) {
  let command = { state: "received" };
  while (command.state !== "ended" && Date.now() < expiresAt + 60_000) {
    await new Promise((next) => setTimeout(next, 2_000));
    command = await get(at`/commands/${commandId}`);
  }
  return command;
}
