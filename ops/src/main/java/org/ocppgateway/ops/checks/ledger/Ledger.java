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
 * Watches a fleet's sockets, is told what is on the topics and which commands were issued, and adds up. One account per charge
 * point and per command, guarded by itself; may be used from any thread. What it holds grows with the run it watches.
 */
public final class Ledger implements FleetObserver {
    private final ConcurrentMap<String, ChargePointAccount> accounts = new ConcurrentHashMap<>();
    private final CommandAccounts commands = new CommandAccounts();

    /**
     * The id of a command that is to be accounted for; it has to be somewhere in the command's data, too, as only that is on the
     * wire.
     *
     * @param run of lower-case letters and digits
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

    /** Takes note of an event; to be called in the order of the topic. */
    public void onEvent(BackendEvent event) {
        update(event.chargePointId(), account -> account.onEvent(event));
    }

    /** A command is about to be produced; whether Kafka has it is not known yet. */
    public void commandIssued(String commandId, String what, Instant at) {
        commands.issued(commandId, what, at);
    }

    /** Kafka has the command: from now on it must end. */
    public void commandAcknowledged(String commandId) {
        commands.acknowledged(commandId);
    }

    /** A record on the topic of results. */
    public void onResult(String json) {
        commands.result(json);
    }

    /** How many transaction messages each charge point has had answered positively so far. */
    public Map<String, Long> acceptedTransactionMessages() {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        accounts.forEach((id, account) -> counts.put(id, query(account, ChargePointAccount::acceptedTransactionMessages)));
        return counts;
    }

    /** How many commands Kafka has that have no result yet. */
    public long pendingCommands() {
        return commands.pending();
    }

    /** The commands so far. */
    public CommandCounts commandCounts() {
        return commands.counts();
    }

    /** Adds up all accounts. */
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
