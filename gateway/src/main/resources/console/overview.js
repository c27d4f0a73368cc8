// First screen: the state in one sentence, the pods, the last hour, and the lists that answer a question.

import { html, useEffect, useState } from "./ui.js";
import { usePoll } from "./api.js";
import { count, millis, plural } from "./format.js";
import { Charts } from "./charts.js";
import { Age, Announce, ChargePointLink, Failure, Listing, Meter, Missing, More, State, Table } from "./parts.js";
import { useStatistics } from "./statistics.js";
import { isRunning, Rebalance } from "./rebalance.js";
import { problemOf, verdict } from "./verdict.js";

export function Overview() {
  const [moving, setMoving] = useState(false);
  const pods = usePoll("/pods", moving ? 2_000 : 5_000);
  const running = isRunning(pods.data?.items ?? []);
  useEffect(() => setMoving(running), [running]);
  const statistics = useStatistics();
  return html`
    <h1 class="visually-hidden">Overview</h1>
    <${Sentence} pods=${pods} />
    <section aria-labelledby="pods-title">
      <h2 id="pods-title">Pods</h2>
      <${Rebalance} pods=${pods.data?.items ?? []} reload=${pods.reload} />
      <${Listing} poll=${pods} empty="No pod answers.">${(items) => html`<${Pods} items=${items} points=${statistics.data?.items ?? []} />`}<//>
    </section>
    <section aria-labelledby="hour-title">
      <h2 id="hour-title">Last hour</h2>
      <${Charts} poll=${statistics} />
    </section>
    <div class="lists">
      <${NewestRefusals} />
      <${Ranking} id="flapping" title="Flapping" sort="reconnects" empty="No charge point reconnects often."
        text=${(item) => plural(item.reconnects, "reconnect") + " in the last hour"} has=${(item) => item.reconnects > 0} />
      <${Ranking} id="slow" title="Slow" sort="latency" empty="No round-trip time is known yet."
        text=${(item) => millis(item.roundTripMillis) + " round trip"} has=${(item) => item.roundTripMillis > 0} />
      <${Ranking} id="loud" title="Loud" sort="messages" empty="No charge point has sent messages yet."
        text=${(item) => plural(item.messagesReceived, "message") + " in this session"} has=${(item) => item.messagesReceived > 0} />
    </div>`;
}

function Sentence({ pods }) {
  if (!pods.data) {
    return pods.error ? null : html`<p class="verdict idle" aria-busy="true">Asking the pods</p>`;
  }
  const { kind, topic, text } = verdict(pods.data);
  return html`<p class=${"verdict " + kind}><${State} kind=${kind}>${text}<//></p>
    <${Announce}>State of the cluster: ${topic}<//>`;
}

function Pods({ items, points }) {
  const latest = new Map(points.map((point) => [point.pod, point]));
  const figure = (pod, field) => latest.get(pod.pod)?.[field];
  const columns = [
    { title: "Pod", cell: (pod) => html`<span class="id">${pod.pod}</span>` },
    { title: "State", cell: (pod) => html`<${Phase} pod=${pod} />` },
    { title: "Connections", number: true, cell: (pod) =>
      html`<${Meter} value=${pod.connections} max=${pod.maxConnections} label=${"Connections of " + pod.pod} />` },
    { title: "Received/s", number: true, cell: (pod) => count(figure(pod, "messagesReceivedPerSecond")) },
    { title: "Sent/s", number: true, cell: (pod) => count(figure(pod, "messagesSentPerSecond")) },
    { title: "Answer p99", number: true, cell: (pod) => millis(figure(pod, "answerP99Millis")) },
    { title: "Kafka", cell: (pod) => html`<${Dependency} pod=${pod} name="kafka" />` },
    { title: "Redis", cell: (pod) => html`<${Dependency} pod=${pod} name="redis" />` },
    { title: "Version", cell: (pod) => pod.version ?? "–" },
  ];
  return html`<${Table} label="Pods" columns=${columns} items=${items} keyOf=${(pod) => pod.pod} />`;
}

function Phase({ pod }) {
  if (pod.draining) {
    const drain = pod.drain;
    const progress = drain === undefined ? "" : drain.state === "drained" ? ": drained" : `: ${drain.remaining} left`;
    return html`<${State} kind="warn">draining${progress}<//>`;
  }
  if (pod.ready === false) {
    return html`<${State} kind="bad">not ready${pod.notReadyReason ? ": " + pod.notReadyReason : ""}<//>`;
  }
  return html`<${State} kind="good">ready${pod.rebalance ? `, rebalance: ${pod.rebalance.remaining} left` : ""}<//>`;
}

function Dependency({ pod, name }) {
  const problem = problemOf(pod, name);
  return problem === undefined ? html`<${State} kind="good">up<//>` : html`<${State} kind="bad">${problem}<//>`;
}

function NewestRefusals() {
  const poll = usePoll("/refusals?limit=5", 10_000);
  return html`<section class="card" aria-labelledby="newest-refusals">
    <h2 id="newest-refusals">Newest refusals</h2>
    <${Listing} poll=${poll} empty="No connection was refused in the last 24 hours.">${(items) => html`<ol class="rows">
      ${items.map((item) => html`<li>
        <span>${item.chargePointId ? html`<${ChargePointLink} id=${item.chargePointId} />` : html`<span class="id">${item.address}</span>`}
          <span class="muted"> <${Age} time=${item.time} />${item.count > 1 ? ", " + count(item.count) + " times" : ""}</span></span>
        <span class="detail">${item.reason}</span></li>`)}</ol>`}<//>
    <${More} path=${["refusals"]}>All refusals<//>
  </section>`;
}

function Ranking({ id, title, sort, text, has, empty }) {
  const poll = usePoll(`/charge-points?sort=${sort}&limit=5`, 30_000);
  const items = poll.data?.items?.filter(has);
  return html`<section class="card" aria-labelledby=${id}>
    <h2 id=${id}>${title}</h2>
    <${Failure} error=${poll.error} stale=${poll.data !== undefined} />
    <${Missing} answer=${poll.data} />
    ${items?.length === 0 && html`<p class="empty">${empty}</p>`}
    ${items?.length > 0 && html`<ol class="rows">${items.map((item) => html`<li key=${item.chargePointId}>
      <span><${ChargePointLink} id=${item.chargePointId} />
        <span class="muted"> ${[item.vendor, item.model].filter(Boolean).join(" ")}</span></span>
      <span class="detail">${text(item)}</span></li>`)}</ol>`}
    <${More} path=${["charge-points"]} query=${{ sort }}>Whole list<//>
  </section>`;
}
