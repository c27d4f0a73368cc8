// The points of the last hour. Only the first request asks for the whole hour; the following ones ask for what is new.

import { useEffect, useState } from "./ui.js";
import { get } from "./api.js";

const INTERVAL_MILLIS = 10_000;
const HOUR_MILLIS = 3_600_000;
const NEW_MINUTES = 2;

const keyOf = (point) => point.time + " " + point.pod;

/** Adds new points to old ones, and removes those that are older than an hour. */
export function merged(old, added, now) {
  const points = new Map([...old, ...added].map((point) => [keyOf(point), point]));
  return [...points.values()].filter((point) => Date.parse(point.time) > now - HOUR_MILLIS);
}

/** Like usePoll: {data, error}. */
export function useStatistics() {
  const [state, setState] = useState({});
  useEffect(() => {
    const controller = new AbortController();
    let points = [];
    let lastGood = 0;
    let timer;
    const read = async () => {
      const recent = Date.now() - lastGood < (NEW_MINUTES - 1) * 60_000;
      const page = await get("/statistics?minutes=" + (recent ? NEW_MINUTES : 60), controller.signal);
      points = merged(recent ? points : [], page.items, Date.now());
      lastGood = Date.now();
      setState({ data: { ...page, items: points } });
    };
    const run = async () => {
      try {
        if (!document.hidden) {
          await read();
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          setState((old) => ({ ...old, error }));
        }
      }
      if (!controller.signal.aborted) {
        timer = setTimeout(run, INTERVAL_MILLIS);
      }
    };
    run();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, []);
  return state;
}
