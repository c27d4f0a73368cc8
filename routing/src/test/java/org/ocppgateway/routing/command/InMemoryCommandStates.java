package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/** Command states in memory, shared by the pods made with {@link #asSeenBy}; can be told to be out. */
final class InMemoryCommandStates {
    private final Map<String, Entry> entries = new HashMap<>();
    private volatile boolean out;

    private record Entry(
            String owner,
            @Nullable Instant sentAt,
            @Nullable String result) {}

    void out(boolean isOut) {
        out = isOut;
    }

    synchronized @Nullable String result(String commandId) {
        Entry entry = entries.get(commandId);
        return entry == null ? null : entry.result();
    }

    CommandStates asSeenBy(String owner) {
        return new CommandStates() {
            @Override
            public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
                    throws StatesUnavailableException {
                return claimBy(owner, commandId);
            }

            @Override
            public boolean send(String commandId, Instant sentAt) throws StatesUnavailableException {
                return sendBy(owner, commandId, sentAt);
            }

            @Override
            public String end(String commandId, String result) throws StatesUnavailableException {
                return endWith(commandId, result);
            }
        };
    }

    private synchronized CommandStates.Claim claimBy(String owner, String commandId) throws StatesUnavailableException {
        refuseIfOut();
        Entry entry = entries.computeIfAbsent(commandId, id -> new Entry(owner, null, null));
        if (entry.result() != null) {
            return new CommandStates.Claim.Ended(entry.result());
        }
        return entry.owner().equals(owner) && entry.sentAt() == null
                ? new CommandStates.Claim.Claimed()
                : new CommandStates.Claim.Running();
    }

    private synchronized boolean sendBy(String owner, String commandId, Instant sentAt)
            throws StatesUnavailableException {
        refuseIfOut();
        Entry entry = entries.get(commandId);
        if (entry == null || !entry.owner().equals(owner) || entry.result() != null) {
            return false;
        }
        if (entry.sentAt() == null) {
            entries.put(commandId, new Entry(owner, sentAt, null));
            return true;
        }
        return entry.sentAt().equals(sentAt);
    }

    private synchronized String endWith(String commandId, String result) throws StatesUnavailableException {
        refuseIfOut();
        Entry entry = entries.get(commandId);
        if (entry != null && entry.result() != null) {
            return entry.result();
        }
        entries.put(commandId, new Entry(entry == null ? "" : entry.owner(), null, result));
        return result;
    }

    private void refuseIfOut() throws StatesUnavailableException {
        if (out) {
            throw new StatesUnavailableException(new IllegalStateException("out, says the test"));
        }
    }
}
