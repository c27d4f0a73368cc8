// Numbers and times as people read them.

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const MISSING = "–";

export const known = (value) => value !== null && value !== undefined && value !== "";

export function count(value) {
  return known(value) ? number.format(value) : MISSING;
}

/** 1 charge point, 2 charge points. */
export function plural(value, one, many = one + "s") {
  return count(value) + " " + (value === 1 ? one : many);
}

export function bytes(value) {
  if (!known(value)) {
    return MISSING;
  }
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return number.format(value) + " " + units[unit];
}

/** A duration, in the unit that suits it. */
export function millis(value) {
  if (!known(value)) {
    return MISSING;
  }
  const size = Math.abs(value);
  if (size < 1_000) {
    return number.format(size < 10 ? value : Math.round(value)) + " ms";
  }
  if (size < 120_000) {
    return number.format(value / 1_000) + " s";
  }
  if (size < 7_200_000) {
    return Math.round(value / 60_000) + " min";
  }
  return size < 172_800_000 ? Math.round(value / 3_600_000) + " h" : Math.round(value / 86_400_000) + " days";
}

export function ago(time, now = Date.now()) {
  if (!known(time)) {
    return MISSING;
  }
  const age = now - Date.parse(time);
  return age < 1_500 ? "now" : millis(age < 120_000 ? Math.round(age / 1_000) * 1_000 : age) + " ago";
}

/** Time of day in the zone of the browser; with the date if it is not today's. */
export function clock(time, withMillis = false) {
  if (!known(time)) {
    return MISSING;
  }
  const date = new Date(time);
  const two = (value) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const text = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const shown = withMillis ? text + "." + String(date.getMilliseconds()).padStart(3, "0") : text;
  return date.toDateString() === new Date().toDateString() ? shown : day + " " + shown;
}

export const pretty = (value) => JSON.stringify(value, null, 2);
