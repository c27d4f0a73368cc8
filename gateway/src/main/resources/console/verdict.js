// The state of the cluster in one sentence: the worst problem first.

import { plural } from "./format.js";
import { podName } from "./parts.js";

const FULL = 0.9;

/** The problem of a dependency of a pod; undefined if it has none. */
export function problemOf(pod, name) {
  const state = pod.dependencies?.[name];
  return state && state.status !== "up" ? state.problem ?? state.status : undefined;
}

const sum = (pods, field) => pods.reduce((total, pod) => total + (pod[field] ?? 0), 0);

const names = (pods) => pods.map((pod) => podName(pod.pod)).join(", ");

/** Returns {kind, topic, text}. The topic does not change with the numbers. */
export function verdict({ items: pods, missing = [] }) {
  const held = `${plural(sum(pods, "connections"), "charge point")} connected on ${plural(pods.length, "pod")}`;
  const out = (name) => pods.filter((pod) => problemOf(pod, name) !== undefined);
  const kafka = out("kafka");
  if (kafka.length > 0) {
    return bad("Kafka is not available", `Kafka is not available to ${names(kafka)} (${problemOf(kafka[0], "kafka")}): transaction messages wait. ${held}.`);
  }
  if (missing.length > 0) {
    return bad("a pod does not answer", `No answer from ${names(missing)}. ${held}.`);
  }
  const redis = out("redis");
  if (redis.length > 0) {
    return bad("Redis is not available", `Redis is not available to ${names(redis)} (${problemOf(redis[0], "redis")}): commands wait. ${held}.`);
  }
  const others = pods.filter((pod) => pod.ready === false && !pod.draining);
  if (others.length > 0) {
    return bad("a pod is not ready", `${names(others)} ${others.length === 1 ? "is" : "are"} not ready (${others[0].notReadyReason ?? "no reason given"}). ${held}.`);
  }
  const full = pods.filter((pod) => pod.maxConnections && pod.connections >= pod.maxConnections * FULL);
  if (full.length > 0) {
    return warn("a pod is nearly full", `${names(full)} ${full.length === 1 ? "is" : "are"} nearly full. ${held}.`);
  }
  const draining = pods.filter((pod) => pod.draining);
  if (draining.length > 0) {
    return warn("a pod is draining", `${names(draining)} ${draining.length === 1 ? "is" : "are"} draining. ${held}.`);
  }
  const degraded = pods.filter((pod) => pod.status === "degraded");
  if (degraded.length > 0) {
    return warn("a pod is degraded", `${names(degraded)} ${degraded.length === 1 ? "is" : "are"} degraded (${degradation(degraded[0])}). ${held}.`);
  }
  return { kind: "good", topic: "all is well", text: `All is well: ${held}, Kafka and Redis available.` };
}

function degradation(pod) {
  const problems = Object.keys(pod.dependencies ?? {}).filter((name) => problemOf(pod, name) !== undefined);
  return problems.map((name) => `${name}: ${problemOf(pod, name)}`).join("; ") || "see /health";
}

const bad = (topic, text) => ({ kind: "bad", topic, text });
const warn = (topic, text) => ({ kind: "warn", topic, text });
