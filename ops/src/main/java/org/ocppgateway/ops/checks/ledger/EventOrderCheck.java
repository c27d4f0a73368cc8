package org.ocppgateway.ops.checks.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.backend.BackendEvent;

/**
 * Checks the order of one charge point's events. The order by (epoch, sequence) must match the order in which the
 * messages were sent. Within a session the topic order must match, too, except for repeated records. Each later
 * connection must have a greater epoch.
 */
final class EventOrderCheck {
    // Another pod publishes the offline event of a lost pod's session, possibly before the last events of that session.
    private static final long SEQUENCE_OF_ANOTHER_POD = Integer.MAX_VALUE;

    private final String chargePointId;
    private final List<BackendEvent> events;
    private final Function<BackendEvent, @Nullable SentCall> callOf;
    private final List<LedgerViolation> violations = new ArrayList<>();

    /** @param events in topic order */
    EventOrderCheck(
            String chargePointId, List<BackendEvent> events, Function<BackendEvent, @Nullable SentCall> callOf) {
        this.chargePointId = chargePointId;
        this.events = events;
        this.callOf = callOf;
    }

    List<LedgerViolation> violations() {
        checkOffsetOrder();
        checkSequenceOrder();
        return violations;
    }

    private void checkOffsetOrder() {
        Map<Long, BackendEvent> lastOfSession = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (BackendEvent event : events) {
            if (event.sequence() == SEQUENCE_OF_ANOTHER_POD) {
                continue;
            }
            BackendEvent before = lastOfSession.get(event.sessionEpoch());
            boolean decreases = before != null && event.sequence() <= before.sequence();
            if (decreases && !seen.contains(event.id())) {
                addViolation(LedgerViolation.Kind.OUT_OF_ORDER, "by offset, after", before, event);
            }
            if (!decreases) {
                lastOfSession.put(event.sessionEpoch(), event);
            }
            seen.add(event.id());
        }
    }

    private void checkSequenceOrder() {
        List<BackendEvent> sorted = events.stream()
                .filter(event -> callOf.apply(event) != null)
                .sorted(Comparator.comparingLong(BackendEvent::sessionEpoch).thenComparingLong(BackendEvent::sequence))
                .toList();
        BackendEvent before = null;
        for (BackendEvent event : sorted) {
            if (before != null) {
                compare(before, event);
            }
            before = event;
        }
    }

    private void compare(BackendEvent before, BackendEvent event) {
        SentCall earlier = callOf.apply(before);
        SentCall later = callOf.apply(event);
        if (earlier == null || later == null) {
            return;
        }
        boolean sameSession = before.sessionEpoch() == event.sessionEpoch();
        boolean sameRecord = sameSession
                && before.sequence() == event.sequence()
                && before.id().equals(event.id());
        if (!sameRecord && later.position() <= earlier.position()) {
            addViolation(LedgerViolation.Kind.OUT_OF_ORDER, "by epoch and sequence, after", before, event);
        }
        boolean increases = later.connection() > earlier.connection();
        if (sameSession ? later.connection() != earlier.connection() : !increases) {
            addViolation(LedgerViolation.Kind.EPOCH_REGRESSED, "after", before, event);
        }
    }

    private void addViolation(
            LedgerViolation.Kind kind, String relation, @Nullable BackendEvent before, BackendEvent event) {
        violations.add(new LedgerViolation(
                kind,
                chargePointId + " event " + event.id(),
                "%s (%s) %s %s (%s)"
                        .formatted(
                                ChargePointAccount.text(event),
                                callOf.apply(event),
                                relation,
                                before == null ? "nothing" : ChargePointAccount.text(before),
                                before == null ? null : callOf.apply(before))));
    }
}
