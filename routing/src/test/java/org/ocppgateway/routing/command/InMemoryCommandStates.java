package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandState.Stage;

/** Command states in memory, shared by the pods created with {@link #asSeenBy}; can simulate an outage. */
public final class InMemoryCommandStates {
    private final Map<String, Entry> entries = new HashMap<>();
    private volatile boolean out;
    private volatile boolean cutOff;
    private Instant unbrokenSince = Instant.EPOCH;

    private static final class Entry {
        private Stage stage = Stage.RECEIVED;
        private String owner = "";
        private @Nullable Instant receivedAt;
        private @Nullable Instant sentAt;
        private @Nullable String result;
        private boolean delivered;

        CommandState state() {
            return new CommandState(stage, owner, receivedAt, sentAt, result, delivered);
        }
    }

    public void out(boolean isOut) {
        out = isOut;
    }

    /** Sets whether other pods may have declared this pod dead before the last flush. */
    public void cutOff(boolean wasCutOff) {
        cutOff = wasCutOff;
    }

    public synchronized @Nullable String result(String commandId) {
        Entry entry = entries.get(commandId);
        return entry == null ? null : entry.result;
    }

    /** Loses all states at that time. */
    public synchronized void flush(Instant at) {
        entries.clear();
        unbrokenSince = at;
    }

    public CommandStates asSeenBy(String owner) {
        return new SeenBy(owner);
    }

    private final class SeenBy implements CommandStates {
        private final String owner;

        SeenBy(String owner) {
            this.owner = owner;
        }

        @Override
        public Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
                throws StatesUnavailableException {
            return change(() -> {
                Entry entry = entries.get(commandId);
                if (entry == null) {
                    entry = received(commandId, owner, receivedAt);
                }
                if (entry.result != null) {
                    return new Claim.Ended(entry.result);
                }
                if (entry.stage == Stage.SENT || !(entry.owner.equals(owner) || entry.owner.isEmpty())) {
                    return new Claim.Running();
                }
                boolean created = entry.owner.equals(owner) && receivedAt.equals(entry.receivedAt);
                entry.owner = owner;
                return new Claim.Claimed(entry.sentAt, created);
            });
        }

        @Override
        public void setWaiting(String commandId) {
            synchronized (InMemoryCommandStates.this) {
                Entry entry = entries.get(commandId);
                if (!out && entry != null && entry.stage == Stage.RECEIVED && entry.owner.equals(owner)) {
                    entry.stage = Stage.WAITING;
                }
            }
        }

        @Override
        public boolean send(String commandId, Instant sentAt) throws StatesUnavailableException {
            return change(() -> {
                Entry entry = entries.get(commandId);
                if (entry == null || !entry.owner.equals(owner) || entry.result != null) {
                    return false;
                }
                if (entry.stage != Stage.SENT) {
                    entry.stage = Stage.SENT;
                    entry.sentAt = sentAt;
                }
                return sentAt.equals(entry.sentAt);
            });
        }

        @Override
        public boolean release(
                String commandId,
                ChargePointId chargePointId,
                @Nullable Ownership seen,
                @Nullable Instant perhapsSentAt,
                Instant now)
                throws StatesUnavailableException {
            return change(() -> {
                Entry entry = entries.get(commandId);
                boolean released = entry != null && entry.stage == Stage.RECEIVED && entry.owner.isEmpty();
                boolean ended = entry != null && entry.stage == Stage.ENDED;
                if (ended || (!released && !isExpected(entry, seen))) {
                    return false;
                }
                if (entry == null) {
                    entry = received(commandId, "", now);
                }
                entry.stage = Stage.RECEIVED;
                entry.owner = "";
                entry.sentAt = entry.sentAt == null ? perhapsSentAt : entry.sentAt;
                return true;
            });
        }

        @Override
        public Optional<String> end(String commandId, @Nullable Ownership seen, String result)
                throws StatesUnavailableException {
            return change(() -> {
                Entry entry = entries.get(commandId);
                boolean over = entry != null && entry.stage == Stage.ENDED;
                return over || isExpected(entry, seen) ? Optional.of(ended(commandId, result)) : Optional.empty();
            });
        }

        @Override
        public Ownership ownership(@Nullable Instant sentAt) {
            return new Ownership(owner, sentAt);
        }

        @Override
        public void delivered(String commandId) {
            synchronized (InMemoryCommandStates.this) {
                Entry entry = entries.get(commandId);
                if (!out && entry != null && entry.stage == Stage.ENDED) {
                    entry.delivered = true;
                }
            }
        }

        @Override
        public Instant unbrokenSince() throws StatesUnavailableException {
            return change(() -> unbrokenSince);
        }

        @Override
        public boolean wasCutOffAfter(Instant time) throws StatesUnavailableException {
            return change(() -> cutOff);
        }

        @Override
        public Optional<CommandState> find(String commandId) throws StatesUnavailableException {
            return change(() -> Optional.ofNullable(entries.get(commandId)).map(Entry::state));
        }
    }

    private synchronized <T> T change(Supplier<T> step) throws StatesUnavailableException {
        if (out) {
            throw new StatesUnavailableException(new IllegalStateException("simulated outage"));
        }
        return step.get();
    }

    private Entry received(String commandId, String owner, Instant receivedAt) {
        Entry entry = new Entry();
        entry.owner = owner;
        entry.receivedAt = receivedAt;
        entries.put(commandId, entry);
        return entry;
    }

    private String ended(String commandId, String result) {
        Entry entry = entries.computeIfAbsent(commandId, id -> new Entry());
        if (entry.result == null) {
            entry.stage = Stage.ENDED;
            entry.result = result;
        }
        return entry.result;
    }

    private static boolean isExpected(@Nullable Entry entry, @Nullable Ownership seen) {
        if (entry == null || seen == null) {
            return entry == null && seen == null;
        }
        return entry.owner.equals(seen.owner())
                && (entry.stage != Stage.SENT || Objects.equals(entry.sentAt, seen.sentAt()));
    }
}
