// Four charts of the last hour, drawn by uPlot from the statistics of all pods. One point covers 10 seconds.

import { html, useEffect, useRef } from "./ui.js";
import { count, millis } from "./format.js";
import { Empty, Failure, Missing } from "./parts.js";

const HEIGHT = 150;
const STEP_SECONDS = 10;
const MAX_AGE_SECONDS = 20;

const sum = (values) => values.reduce((total, value) => total + value, 0);
const max = (values) => Math.max(...values);

const CHARTS = [
  { title: "Connections", merge: sum, text: count, low: 4, lines: [["connections", "connections"]] },
  { title: "Messages per second", merge: sum, text: count, low: 1,
    lines: [["messagesReceivedPerSecond", "received"], ["messagesSentPerSecond", "sent"]] },
  { title: "Answer time (p99)", merge: max, text: millis, low: 1, lines: [["answerP99Millis", ""]] },
  { title: "Sessions per second", merge: sum, text: count, low: 1,
    lines: [["connectionsOpenedPerSecond", "opened"], ["connectionsClosedPerSecond", "ended"]] },
  { title: "Commands ended per second", merge: sum, text: count, low: 1, lines: [["commandsEndedPerSecond", ""]] },
];

const SHOWN = 4;

/** The first charts for which the points have figures. */
const chosen = (points) => CHARTS.filter((chart) => points.some((point) => chart.lines[0][0] in point)).slice(0, SHOWN);

export function Charts({ poll }) {
  const points = poll.data?.items;
  return html`
    <${Failure} error=${poll.error} stale=${points !== undefined} />
    <${Missing} answer=${poll.data} />
    ${points?.length === 0 && html`<${Empty}>The first point appears after 10 seconds.<//>`}
    ${points?.length > 0 && html`<div class="charts">${chosen(points).map((chart) =>
      html`<${Chart} key=${chart.title} chart=${chart} data=${series(points, chart)} />`)}</div>`}`;
}

/**
 * Merges the points of the pods into one line per field. The pods sample at different moments, so within MAX_AGE_SECONDS a pod without a
 * point counts with its last one. Otherwise the newest sum would lack the pods that report next.
 */
export function series(points, { lines, merge }) {
  const byTime = new Map();
  for (const point of points) {
    const time = Math.floor(Date.parse(point.time) / 1_000 / STEP_SECONDS) * STEP_SECONDS;
    byTime.set(time, [...(byTime.get(time) ?? []), point]);
  }
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const last = new Map();
  const present = times.map((time) => {
    byTime.get(time).forEach((point) => last.set(point.pod, { time, point }));
    return [...last.values()].filter((seen) => time - seen.time <= MAX_AGE_SECONDS).map((seen) => seen.point);
  });
  const line = (field) => present.map((now) => {
    const values = now.map((point) => point[field]).filter((value) => typeof value === "number");
    return values.length === 0 ? null : merge(values);
  });
  return [times, ...lines.map(([field]) => line(field))];
}

function Chart({ chart, data }) {
  const box = useRef(null);
  const plot = useRef(null);
  useEffect(() => {
    const draw = () => {
      plot.current?.destroy();
      plot.current = new globalThis.uPlot(options(chart, box.current.clientWidth), plot.current?.data ?? data, box.current);
    };
    draw();
    const sized = new ResizeObserver(() => plot.current.setSize({ width: box.current.clientWidth, height: HEIGHT }));
    sized.observe(box.current);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => {
      sized.disconnect();
      dark.removeEventListener("change", draw);
      plot.current.destroy();
    };
  }, []);
  useEffect(() => plot.current.setData(data), [data]);
  return html`<figure class="card chart">
    <figcaption><span>${chart.title}</span>
      <span class="now">${chart.lines.map(([, name], i) => html`<span key=${name}>
        ${chart.lines.length > 1 && html`<i class=${"swatch line" + i}></i>${name} `}<strong>${chart.text(known(data[i + 1]).at(-1))}</strong>
        <span class="visually-hidden">${range(chart, known(data[i + 1]))}</span></span>`)}</span></figcaption>
    <div class="plot" ref=${box} aria-hidden="true"></div>
  </figure>`;
}

const known = (values) => values.filter((value) => value !== null);

/** The text for those who do not see the chart. */
const range = (chart, values) =>
  values.length > 0 ? `now; in the last hour ${chart.text(Math.min(...values))} to ${chart.text(max(values))}` : "no values";

function options(chart, width) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
  return {
    width,
    height: HEIGHT,
    padding: [10, 18, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 7 }, y: false },
    scales: { y: { range: (plot, low, high) => [0, Math.max(high * 1.15, chart.low)] } },
    axes: [
      { ...axis, size: 26, gap: 4, space: 60, values: (plot, ticks) => ticks.map((tick) => new Date(tick * 1_000).toTimeString().slice(0, 5)) },
      { ...axis, size: 50, gap: 4, space: 30, values: (plot, ticks) => ticks.map((tick) => chart.text(tick)) },
    ],
    series: [{}, ...chart.lines.map((name, i) => i === 0
      ? { stroke: colour("--accent"), fill: colour("--accent-soft"), width: 1.75, points: { show: false } }
      : { stroke: colour("--second"), width: 1.5, points: { show: false } })],
    plugins: [tooltip(chart)],
  };
}

/** Shows the value and the time under the cursor. */
function tooltip(chart) {
  const label = document.createElement("div");
  label.className = "tooltip";
  return {
    hooks: {
      init: (plot) => plot.over.append(label),
      setCursor: (plot) => {
        const at = plot.cursor.idx;
        const values = at === null || at === undefined ? [] : plot.data.slice(1).map((line) => line[at]).filter((value) => value !== null);
        label.hidden = values.length === 0;
        if (!label.hidden) {
          label.textContent = [new Date(plot.data[0][at] * 1_000).toTimeString().slice(0, 8), ...values.map(chart.text)].join("  ");
          label.style.left = Math.min(plot.cursor.left, plot.over.clientWidth - 110) + "px";
        }
      },
    },
  };
}
