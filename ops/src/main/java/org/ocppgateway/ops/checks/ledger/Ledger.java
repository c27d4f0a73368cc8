package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.fleet.FleetObserver;

/**
 * Accounts for all messages and commands: observes the sockets of a fleet and receives the records of the topics and
 * the issued commands. Has one account per charge point and per command, each with its own lock. Thread-safe. Memory
 * use grows with the run.
 */
public final class Ledger implements FleetObserver {
    private final ConcurrentMap<String, ChargePointAccount> accounts = new ConcurrentHashMap<>();
    private final CommandAccounts commands = new CommandAccounts();

    /**
     * Creates the id of a command. The data of the command must contain it, because only the data reach the charge
     * point.
     *
     * @param run lower-case letters and digits
     */
    public static String commandId(String run, int number) {
        return CommandAccounts.id(run, number);
    }

    @Override
    public void onOpen(ChargePointId id, Instant at) {
        update(id.value(), ChargePointAccount::onOpen);
    }

    @Override
    public void onSent(ChargePointId id, String text, Instant at) {
        update(id.value(), account -> account.onSent(text, at));
    }

    @Override
    public void onReceived(ChargePointId id, String text, Instant at) {
        JsonArray frame = JsonParser.parseString(text).getAsJsonArray();
        if (frame.get(0).getAsInt() == ChargePointAccount.CALL) {
            commands.onWire(id.value(), text, at);
        } else {
            update(id.value(), account -> account.onReceived(frame, at));
        }
    }

    /** Records an event. Call it in topic order. */
    public void onEvent(BackendEvent event) {
        update(event.chargePointId(), account -> account.onEvent(event));
    }

    /** Records a command before it is produced. */
    public void commandIssued(String commandId, String what, Instant at) {
        commands.issued(commandId, what, at);
    }

    /** Records that Kafka acknowledged a command. From now on the command must have an outcome. */
    public void commandAcknowledged(String commandId) {
        commands.acknowledged(commandId);
    }

    /** Records a record of the result topic. */
    public void onResult(String json) {
        commands.result(json);
    }

    /** Returns the number of accepted transaction messages per charge point. */
    public Map<String, Long> acceptedTransactionMessages() {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        accounts.forEach(
                (id, account) -> counts.put(id, query(account, ChargePointAccount::acceptedTransactionMessages)));
        return counts;
    }

    /** Returns the number of acknowledged commands without a result. */
    public long pendingCommands() {
        return commands.pending();
    }

    /** Returns the command totals. */
    public CommandCounts commandCounts() {
        return commands.counts();
    }

    /** Checks all accounts and returns the totals and violations. */
    public Balance balance() {
        MessageCounts sum = MessageCounts.NONE;
        List<LedgerViolation> violations = new ArrayList<>();
        for (ChargePointAccount account : accounts.values()) {
            synchronized (account) {
                sum = sum.plus(account.counts());
                violations.addAll(account.violations());
            }
        }
        violations.addAll(commands.violations());
        return new Balance(sum, commands.counts(), violations, commands.uncertain());
    }

    private void update(String chargePointId, Consumer<ChargePointAccount> change) {
        ChargePointAccount account = accounts.computeIfAbsent(chargePointId, ChargePointAccount::new);
        synchronized (account) {
            change.accept(account);
        }
    }

    private static long query(ChargePointAccount account, ToLongFunction<ChargePointAccount> question) {
        synchronized (account) {
            return question.applyAsLong(account);
        }
    }
}
