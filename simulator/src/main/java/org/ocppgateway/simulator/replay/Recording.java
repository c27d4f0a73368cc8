package org.ocppgateway.simulator.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;
import org.ocppgateway.protocol.trace.TraceReader;
import org.ocppgateway.protocol.trace.TraceReader.InvalidTraceException;
import org.ocppgateway.protocol.trace.TraceRecord;

/**
 * The recorded sessions of one charge point, in order.
 *
 * @param version of the first record that names one
 */
record Recording(ChargePointId chargePointId, OcppVersion version, List<List<TraceRecord>> sessions) {
    Recording {
        sessions = sessions.stream().map(Recording::withActions).toList();
    }

    /**
     * Reads a file with one record per line. Empty lines are ignored.
     *
     * @return one recording per charge point
     * @throws IOException if the file cannot be read, or a line is not a record; the message has its number
     */
    static List<Recording> read(Path file) throws IOException {
        Map<ChargePointId, List<TraceRecord>> records = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                TraceRecord record = read(file, i + 1, lines.get(i));
                records.computeIfAbsent(id(file, i + 1, record), id -> new ArrayList<>())
                        .add(record);
            }
        }
        if (records.isEmpty()) {
            throw new IOException(file + " has no records");
        }
        List<Recording> recordings = new ArrayList<>();
        records.forEach((id, all) -> recordings.add(new Recording(id, versionOf(all), sessions(all))));
        return recordings;
    }

    private static TraceRecord read(Path file, int number, String line) throws IOException {
        try {
            return TraceReader.read(line);
        } catch (InvalidTraceException e) {
            throw new IOException(file + " line " + number + ": " + e.getMessage(), e);
        }
    }

    private static ChargePointId id(Path file, int number, TraceRecord record) throws IOException {
        ChargePointId id = record.chargePointId();
        if (id == null) {
            throw new IOException(file + " line " + number + ": chargePointId is missing");
        }
        return id;
    }

    private static OcppVersion versionOf(List<TraceRecord> records) {
        for (TraceRecord record : records) {
            if (record.version() != null) {
                return record.version();
            }
        }
        return OcppVersion.V1_6;
    }

    /** A record with another session epoch than the one before it begins another session. */
    private static List<List<TraceRecord>> sessions(List<TraceRecord> records) {
        List<List<TraceRecord>> sessions = new ArrayList<>();
        String epoch = null;
        for (TraceRecord record : records) {
            String own = sessionEpoch(record);
            if (sessions.isEmpty() || (own != null && epoch != null && !own.equals(epoch))) {
                sessions.add(new ArrayList<>());
            }
            epoch = own == null ? epoch : own;
            sessions.getLast().add(record);
        }
        return sessions;
    }

    /**
     * Gives each answer without an action that of the CALL with its id, which may follow it: a gateway may record the
     * answer to its CALL before the CALL.
     */
    private static List<TraceRecord> withActions(List<TraceRecord> session) {
        Map<TraceDirection, Map<String, String>> actions = new EnumMap<>(TraceDirection.class);
        for (TraceRecord record : session) {
            if (record.message() instanceof TraceMessage.Call call && call.messageId() != null) {
                actions.computeIfAbsent(record.direction(), direction -> new HashMap<>())
                        .put(call.messageId(), call.action());
            }
        }
        return session.stream()
                .map(record -> withAction(
                        record, actions.getOrDefault(record.direction().opposite(), Map.of())))
                .toList();
    }

    private static TraceRecord withAction(TraceRecord record, Map<String, String> actions) {
        TraceMessage message = record.message();
        String id = message.messageId();
        if (message.action() != null || id == null) {
            return record;
        }
        TraceMessage complete = switch (message) {
            case TraceMessage.Call call -> call;
            case TraceMessage.CallResult result -> new TraceMessage.CallResult(id, actions.get(id), result.payload());
            case TraceMessage.CallError error ->
                new TraceMessage.CallError(id, actions.get(id), error.code(), error.description(), error.details());
        };
        return new TraceRecord(
                record.timestamp(),
                record.version(),
                record.chargePointId(),
                record.direction(),
                complete,
                record.meta());
    }

    private static @Nullable String sessionEpoch(TraceRecord record) {
        return JsonMembers.text(record.meta(), "sessionEpoch");
    }
}
