package org.ocppgateway.ops.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.ocppgateway.ops.backend.Event;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.fleet.FleetObserver;

/**
 * Watches a fleet's sockets, is told what is on the topic, and adds up. One account per charge point, guarded by itself;
 * may be used from any thread.
 */
public final class Ledger implements FleetObserver {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public void sent(ChargePointId id, String text, Instant at) {
        with(id.value(), account -> account.sent(text));
    }

    @Override
    public void received(ChargePointId id, String text, Instant at) {
        with(id.value(), account -> account.received(text));
    }

    /** Takes note of an event; to be called in the order of the topic. */
    public void onTopic(Event event) {
        with(event.chargePointId(), account -> account.onTopic(event));
    }

    /** How many transaction messages each charge point has had answered positively so far. */
    public Map<String, Long> acceptedTransactionMessages() {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        accounts.forEach((id, account) -> counts.put(id, ask(account, Account::acceptedTransactionMessages)));
        return counts;
    }

    /** Adds up all accounts. */
    public Balance balance() {
        Balance sum = Balance.NOTHING;
        for (Account account : accounts.values()) {
            synchronized (account) {
                sum = sum.plus(account.balance());
            }
        }
        return sum;
    }

    private void with(String chargePointId, Consumer<Account> entry) {
        Account account = accounts.computeIfAbsent(chargePointId, unused -> new Account());
        synchronized (account) {
            entry.accept(account);
        }
    }

    private static long ask(Account account, ToLongFunction<Account> question) {
        synchronized (account) {
            return question.applyAsLong(account);
        }
    }
}
