package org.ocppgateway.gateway.journal;

import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.trace.TraceRecord;

/** Writes the journal records of one pod as JSON. */
record TraceLines(PodId pod) {
    JournalLine of(JournalRecord record) {
        return switch (record.content()) {
            case JournalRecord.Message message ->
                new JournalLine(record.position(), JournalLine.Kind.FRAME, trace(record, message));
            case JournalRecord.Unreadable frame ->
                new JournalLine(record.position(), JournalLine.Kind.UNREADABLE, unreadable(record, frame));
            case JournalRecord.SessionStarted started ->
                new JournalLine(record.position(), JournalLine.Kind.SESSION, started(record));
            case JournalRecord.SessionEnded ended ->
                new JournalLine(record.position(), JournalLine.Kind.SESSION, ended(record, ended));
        };
    }

    /** One line of OCPP Trace Format 1.1. */
    String trace(JournalRecord record, JournalRecord.Message message) {
        JsonBuilder meta = new JsonBuilder()
                .beginObject()
                .field("podId", pod.value())
                .field("sessionEpoch", record.position().epoch())
                .field("number", record.position().number());
        if (message.latency() != null) {
            meta.field("latencyMillis", Math.max(0, message.latency().toMillis()));
        }
        return new TraceRecord(
                        record.time(),
                        record.protocol(),
                        record.chargePointId(),
                        message.direction(),
                        message.message(),
                        meta.endObject().toString())
                .line();
    }

    private static String unreadable(JournalRecord record, JournalRecord.Unreadable frame) {
        return new JsonBuilder()
                .beginObject()
                .field("time", record.time())
                .field("direction", frame.direction().label())
                .beginObject("unreadable")
                .field("length", frame.length())
                .field("reason", frame.reason())
                .field("text", frame.text())
                .endObject()
                .endObject()
                .toString();
    }

    private String started(JournalRecord record) {
        return session(record, "connected")
                .field("protocol", record.protocol().label())
                .endObject()
                .toString();
    }

    private String ended(JournalRecord record, JournalRecord.SessionEnded ended) {
        return session(record, "ended")
                .field("endedBy", ended.endedBy())
                .field("closeCode", ended.closeCode())
                .field("closeReason", ended.closeReason().isEmpty() ? null : ended.closeReason())
                .endObject()
                .toString();
    }

    private JsonBuilder session(JournalRecord record, String state) {
        return new JsonBuilder()
                .beginObject()
                .field("time", record.time())
                .field("state", state)
                .field("podId", pod.value())
                .field("sessionEpoch", record.position().epoch());
    }
}
