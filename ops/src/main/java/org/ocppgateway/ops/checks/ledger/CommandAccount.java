package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One command, as seen by its sender, at the charge point's socket and on the result topic. Not thread-safe. */
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

    /** Returns whether Kafka acknowledged the command, so that it must have an outcome. */
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

    /** Returns the outcome of the first result. The command must have a result. */
    String outcome() {
        return first().get("outcome").getAsString();
    }

    /** Returns the reason of the outcome uncertain; empty for any other outcome. */
    String uncertainReason() {
        if (!outcome().equals("uncertain")) {
            return "";
        }
        JsonElement error = first().get("error");
        return error == null || error.isJsonNull() ? "without a reason" : error.getAsString();
    }

    /** Returns all observations of the command. */
    String history() {
        return "issued " + issued + "; received by the charge point " + wire + "; results " + results;
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

    /** A command reported as not sent must not reach the charge point; an answered command must have reached it. */
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
