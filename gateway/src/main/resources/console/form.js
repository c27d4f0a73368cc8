// A form for a JSON Schema. Required fields come first; of many optional ones the later are behind "More fields".

import { html, useEffect, useState } from "./ui.js";
import { applied, asObject, blank, kindOf, resolve, valueOf, withMember } from "./schema.js";
import { pretty } from "./format.js";

const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_OPTIONAL = 6;
const OPTIONAL_SHOWN = 4;

/** Whether a member is only another spelling of one that has a field. The JSON may contain it. */
const isAlias = (member) => /^Alias of /.test(member.description ?? "");

/** Fields of an object. onValue gets a value, or a function that makes it from the old one. */
export function Fields({ schema, root, value, onValue, path, depth = 0 }) {
  const object = asObject(value);
  const all = Object.entries(schema.properties ?? {}).filter(([, member]) => !isAlias(member));
  const required = new Set(schema.required ?? []);
  const first = all.filter(([name]) => required.has(name));
  const others = all.filter(([name]) => !required.has(name));
  const field = ([name, member]) => html`<${Field} key=${name} name=${name} schema=${member} root=${root} required=${required.has(name)}
    value=${object[name]} onValue=${(change) => onValue((old) => withMember(old, name, change))} path=${path + "." + name} depth=${depth} />`;
  if (others.length <= MAX_OPTIONAL) {
    return html`<div class="fields">${[...first, ...others].map(field)}</div>`;
  }
  const [shown, hidden] = [others.slice(0, OPTIONAL_SHOWN), others.slice(OPTIONAL_SHOWN)];
  const used = hidden.some(([name]) => object[name] !== undefined);
  return html`<div class="fields">${[...first, ...shown].map(field)}</div>
    <details open=${used}><summary>More fields (${hidden.length})</summary><div class="fields">${hidden.map(field)}</div></details>`;
}

function Field(props) {
  const schema = resolve(props.schema, props.root);
  const kind = schema && props.depth < MAX_DEPTH ? kindOf(schema) : "json";
  const inner = { ...props, schema: schema ?? {}, kind };
  switch (kind) {
    case "object":
      return html`<${Group} ...${inner}><${Fields} ...${inner} depth=${props.depth + 1} /><//>`;
    case "array":
      return html`<${Group} ...${inner}><${Items} ...${inner} /><//>`;
    case "choice":
      return html`<${Choice} ...${inner} options=${schema.enum} />`;
    case "boolean":
      return html`<${Choice} ...${inner} options=${["true", "false"]} />`;
    case "json":
      return html`<${Json} ...${inner} />`;
    default:
      return html`<${Text} ...${inner} />`;
  }
}

const Label = ({ name, required }) => html`<span>${name}${required ? html` <span class="required">required</span>` : ""}</span>`;

const Note = ({ id, schema }) => schema.description ? html`<small id=${id} class="muted">${schema.description}</small>` : null;

function Text({ name, schema, kind, required, value, onValue, path }) {
  const numeric = kind === "integer" || kind === "number";
  const example = schema.format === "date-time" ? "2026-01-31T12:00:00Z" : schema.examples?.[0];
  return html`<label class="field"><${Label} name=${name} required=${required} />
    <input name=${path} value=${value ?? ""} inputmode=${numeric ? "decimal" : undefined} maxlength=${schema.maxLength}
      placeholder=${example} required=${required} autocomplete="off" spellcheck="false"
      aria-describedby=${schema.description ? path + "-note" : undefined}
      onInput=${(event) => onValue(valueOf(event.currentTarget.value, kind))} />
    <${Note} id=${path + "-note"} schema=${schema} /></label>`;
}

function Choice({ name, schema, kind, required, value, onValue, options, path }) {
  const current = value === undefined ? "" : String(value);
  // The gateway also accepts other spellings, which may come from the JSON.
  const all = current === "" || options.includes(current) ? options : [...options, current];
  return html`<label class="field"><${Label} name=${name} required=${required} />
    <select name=${path} value=${current} required=${required}
      onChange=${(event) => onValue(valueOf(event.currentTarget.value, kind))}>
      <option value="">${required ? "Choose" : "not set"}</option>
      ${all.map((option) => html`<option value=${option}>${option}</option>`)}
    </select>
    <${Note} id=${path + "-note"} schema=${schema} /></label>`;
}

function Group({ name, schema, required, value, onValue, children }) {
  const set = value !== undefined;
  const add = () => onValue(blank(schema));
  return html`<fieldset class="group"><legend>${name}${required ? html` <span class="required">required</span>` : ""}</legend>
    <${Note} schema=${schema} />
    ${set || required ? children : html`<p><button type="button" onClick=${add}>Add ${name}</button></p>`}
    ${set && !required && html`<button type="button" class="plain" onClick=${() => onValue(undefined)}>Remove ${name}</button>`}
  </fieldset>`;
}

function Items({ name, schema, root, value, onValue, path, depth }) {
  const asItems = (list) => (Array.isArray(list) ? list : []);
  const items = asItems(value);
  const change = (at, next) => onValue((old) => asItems(old).map((item, i) => (i === at ? applied(next, item) ?? "" : item)));
  const remove = (at) => onValue((old) => asItems(old).filter((item, i) => i !== at));
  const add = () => onValue((old) => [...asItems(old), blank(resolve(schema.items, root) ?? {}) ?? ""]);
  return html`${items.map((item, i) => html`<div class="item" key=${i}>
      <${Field} name=${`${name} ${i + 1}`} schema=${schema.items} root=${root} required=${true} value=${item}
        onValue=${(next) => change(i, next)} path=${path + "." + i} depth=${depth + 1} />
      <button type="button" class="plain" onClick=${() => remove(i)}>Remove ${name} ${i + 1}</button></div>`)}
    ${items.length < Math.min(schema.maxItems ?? MAX_ITEMS, MAX_ITEMS) && html`<button type="button" onClick=${add}>Add an item</button>`}`;
}

/** A value for which no other field suits. */
function Json({ name, schema, required, value, onValue, path }) {
  return html`<label class="field wide"><${Label} name=${name} required=${required} />
    <${JsonText} name=${path} value=${value} onValue=${onValue} rows="3" />
    <${Note} id=${path + "-note"} schema=${schema} /></label>`;
}

/** A text area that holds JSON. Reports the value whenever the text is JSON, and onBad(true) while it is not. */
export function JsonText({ value, onValue, onBad = () => {}, ...rest }) {
  const [text, setText] = useState(value === undefined ? "" : pretty(value));
  const [bad, setBad] = useState("");
  useEffect(() => {
    if (!bad && !sameJson(text, value)) {
      setText(value === undefined ? "" : pretty(value));
    }
  }, [value]);
  const input = (event) => {
    const next = event.currentTarget.value;
    setText(next);
    try {
      onValue(next.trim() === "" ? undefined : JSON.parse(next));
      setBad("");
      onBad(false);
    } catch (error) {
      setBad(error.message);
      onBad(true);
    }
  };
  return html`<textarea class="code" value=${text} spellcheck="false" autocomplete="off" aria-invalid=${bad ? "true" : undefined}
      onInput=${input} ...${rest}></textarea>
    ${bad && html`<small class="bad-text" role="alert">Not JSON: ${bad}</small>`}`;
}

function sameJson(text, value) {
  try {
    return JSON.stringify(text.trim() === "" ? undefined : JSON.parse(text)) === JSON.stringify(value);
  } catch {
    return false;
  }
}
