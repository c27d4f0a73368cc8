// The frames that a page keeps: at most LIMIT, the oldest leave first. Answers are joined to their CALL.

const LIMIT = 500;
const METER_TRIGGERS = ["MeterValuePeriodic", "MeterValueClock"];

/** Answers are matched to the CALL of the other direction with their id, in their session. */
const callKey = (frame, direction) => [frame.meta?.sessionEpoch, direction, frame.messageId].join("|");

const OPPOSITE = { "cp-to-csms": "csms-to-cp", "csms-to-cp": "cp-to-csms" };

export const isUnreadable = (frame) => frame.unreadable !== undefined;

export class FrameLog {
  entries = [];
  dropped = 0;
  #added = 0;
  #calls = new Map();

  add(frame) {
    const entry = { kind: "frame", key: this.#added++, frame, answer: null, call: null };
    if (frame.messageType === "CALL" || frame.messageType === "SEND") {
      this.#calls.set(callKey(frame, frame.direction), entry);
    } else if (!isUnreadable(frame)) {
      const call = this.#calls.get(callKey(frame, OPPOSITE[frame.direction]));
      if (call) {
        call.answer = frame;
        entry.call = call.frame;
      }
    }
    this.#push(entry);
  }

  /** A note between the frames, for example the end of the session. */
  note(text, state, time = new Date().toISOString()) {
    this.#push({ kind: "note", key: this.#added++, text, state, time });
  }

  clear() {
    this.entries = [];
    this.dropped = 0;
    this.#calls.clear();
  }

  #forget(entry) {
    const key = callKey(entry.frame, entry.frame.direction);
    if (this.#calls.get(key) === entry) {
      this.#calls.delete(key);
    }
  }

  #push(entry) {
    this.entries.push(entry);
    while (this.entries.length > LIMIT) {
      const oldest = this.entries.shift();
      if (oldest.kind === "frame") {
        this.#forget(oldest);
        this.dropped++;
      }
    }
  }
}

export function isMeterValue(frame) {
  return frame.action === "MeterValues"
    || (frame.action === "TransactionEvent" && METER_TRIGGERS.includes(frame.payload?.triggerReason));
}

/** The entries to show, newest first. Paired, an answer is a part of the entry of its CALL. */
export function select(entries, { filter, hideMeterValues, paired }) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = entries.filter((entry) => {
    if (entry.kind === "note") {
      return true;
    }
    if (paired && entry.call) {
      return false;
    }
    if (hideMeterValues && (isMeterValue(entry.frame) || (entry.call && isMeterValue(entry.call)))) {
      return false;
    }
    const text = textOf(entry, paired);
    return words.every((word) => text.includes(word));
  });
  return shown.reverse();
}

function textOf(entry, paired) {
  entry.text ??= JSON.stringify(entry.frame).toLowerCase();
  return paired && entry.answer ? entry.text + JSON.stringify(entry.answer).toLowerCase() : entry.text;
}
