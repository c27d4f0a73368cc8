// What a form needs from a JSON Schema of the dictionaries.

/** Follows references and merges `allOf`. `root` has the `$defs`. Null if a reference leads nowhere. */
export function resolve(schema, root, depth = 0) {
  if (!schema || depth > 20) {
    return null;
  }
  if (schema.$ref) {
    const { $ref, ...beside } = schema;
    const found = $ref.replace(/^#\//, "").split("/").reduce((at, key) => at?.[key], root);
    const target = resolve(found, root, depth + 1);
    return target && { ...target, ...beside };
  }
  if (schema.allOf) {
    const { allOf, ...beside } = schema;
    const parts = allOf.map((part) => resolve(part, root, depth + 1)).filter(Boolean);
    return merge([...parts, beside]);
  }
  return schema;
}

function merge(parts) {
  return parts.reduce((all, part) => ({
    ...all,
    ...part,
    properties: { ...all.properties, ...part.properties },
    required: [...(all.required ?? []), ...(part.required ?? [])],
  }), {});
}

/** The kind of field that suits a resolved schema. */
export function kindOf(schema) {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  if (schema.enum) {
    return "choice";
  }
  if (type === "object" || schema.properties) {
    return Object.keys(schema.properties ?? {}).length > 0 ? "object" : "json";
  }
  if (type === "array") {
    return schema.items ? "array" : "json";
  }
  return ["string", "integer", "number", "boolean"].includes(type) ? type : "json";
}

/** An empty value with which a new item of an array begins. */
export function blank(schema) {
  const kind = kindOf(schema);
  return kind === "object" || kind === "json" ? {} : kind === "array" ? [] : kind === "boolean" ? false : undefined;
}

/** Text of a field as a value of its kind. Text that is no number stays text, so the gateway can say what is wrong. */
export function valueOf(text, kind) {
  if (text === "") {
    return undefined;
  }
  if (kind === "integer" || kind === "number") {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  return kind === "boolean" ? text === "true" : text;
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

export const asObject = (value) => (isObject(value) ? value : {});

/** A change is a value, or a function of the old value: fields may change before they are drawn again. */
export const applied = (change, old) => (typeof change === "function" ? change(old) : change);

/** Sets or removes a member; a removed last member leaves an empty object. */
export function withMember(old, name, change) {
  const object = asObject(old);
  const value = applied(change, object[name]);
  const next = { ...object, [name]: value };
  if (value === undefined) {
    delete next[name];
  }
  return next;
}
