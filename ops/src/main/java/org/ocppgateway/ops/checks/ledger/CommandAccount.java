package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One command, as its sender, its charge point's socket and the topic of results saw it. For one thread at a time. */
final class CommandAccount {
    private static final Set<String> ANSWERED = Set.of("completed", "refused");

    private final String commandId;
    private @Nullable String issued;
    private boolean acknowledged;
    private final List<String> wire = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    CommandAccount(String commandId) {
        this.commandId = commandId;
    }

    void issued(String what, Instant at) {
        issued = what + " at " + at;
    }

    void acknowledged() {
        acknowledged = true;
    }

    void onWire(String chargePointId, Instant at) {
        wire.add(chargePointId + " at " + at);
    }

    void result(String json) {
        results.add(json);
    }

    /** Whether Kafka has it for certain, so that there must be an outcome. */
    boolean isIssued() {
        return acknowledged;
    }

    boolean hasEnded() {
        return !results.isEmpty();
    }

    int wireSends() {
        return wire.size();
    }

    int results() {
        return results.size();
    }

    /** Of the first result; only of a command that has one. */
    String outcome() {
        return first().get("outcome").getAsString();
    }

    /** Why it is uncertain, in the words of its result; empty for any other outcome. */
    String uncertainReason() {
        if (!outcome().equals("uncertain")) {
            return "";
        }
        JsonElement error = first().get("error");
        return error == null || error.isJsonNull() ? "without a reason" : error.getAsString();
    }

    /** All that was seen of it. */
    String history() {
        return "issued " + issued + "; on the wire " + wire + "; results " + results;
    }

    List<LedgerViolation> violations() {
        List<LedgerViolation> violations = new ArrayList<>();
        if (acknowledged && results.isEmpty()) {
            violations.add(violation(LedgerViolation.Kind.NO_OUTCOME));
        }
        if (results.stream().distinct().count() > 1) {
            violations.add(violation(LedgerViolation.Kind.TWO_OUTCOMES));
        }
        if (wire.size() > 1) {
            violations.add(violation(LedgerViolation.Kind.SENT_TWICE));
        }
        if (hasEnded() && contradictsWire()) {
            violations.add(violation(LedgerViolation.Kind.FALSE_OUTCOME));
        }
        return violations;
    }

    /** What was not sent must not have been received, and what was answered must have been. */
    private boolean contradictsWire() {
        boolean reportedSent = first().get("sent").getAsBoolean();
        return (!reportedSent && !wire.isEmpty()) || (ANSWERED.contains(outcome()) && wire.isEmpty());
    }

    private JsonObject first() {
        return JsonParser.parseString(results.getFirst()).getAsJsonObject();
    }

    private LedgerViolation violation(LedgerViolation.Kind kind) {
        return new LedgerViolation(kind, "command " + commandId, history());
    }
}
