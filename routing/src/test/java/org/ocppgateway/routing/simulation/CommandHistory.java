package org.ocppgateway.routing.simulation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ocppgateway.routing.command.CommandRecord;

/** External history of each command: written, sent, result published. */
final class CommandHistory {
    /** Time after a loss during which commands count as written before it, because clocks differ and are assumed to. */
    private static final Duration LOSS_LASTS = CommandRecord.CLOCKS_DIFFER.plusSeconds(2);

    private final Supplier<Instant> time;
    private final List<String> troubles = new ArrayList<>();
    private final Map<String, Account> accounts = new TreeMap<>();
    private final List<Instant> losses = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private static final class Account {
        private final Instant issuedAt;
        private final boolean resend;
        private final List<String> history = new ArrayList<>();
        private final Set<String> results = new HashSet<>();
        private final Map<String, Integer> outcomes = new HashMap<>();
        private int wireSends;
        private boolean granted;

        Account(Instant issuedAt, boolean resend) {
            this.issuedAt = issuedAt;
            this.resend = resend;
        }
    }

    CommandHistory(Supplier<Instant> time) {
        this.time = time;
    }

    /** Records a fault that affects all pods. */
    void fault(String what) {
        troubles.add(time.get() + " " + what);
    }

    /** Records an event of one command. */
    void note(String commandId, String what) {
        account(commandId).history.add(time.get() + " " + what);
    }

    void issued(String commandId, boolean resend, Instant at) {
        accounts.put(commandId, new Account(at, resend));
    }

    /** Records that permission to send was stored. */
    void granted(String commandId) {
        account(commandId).granted = true;
    }

    void onTheWire(String commandId) {
        account(commandId).wireSends++;
        note(commandId, "is sent");
    }

    void result(String text) {
        JsonObject result = JsonParser.parseString(text).getAsJsonObject();
        Account account = account(result.get("commandId").getAsString());
        account.results.add(text);
        account.history.add(time.get() + " is published: " + text);
        String outcome = result.get("outcome").getAsString();
        if (account.outcomes.merge(outcome, 1, Integer::sum) == 1) {
            outcomes.merge(outcome, 1, Integer::sum);
        }
    }

    Optional<String> told(String commandId) {
        return account(commandId).results.stream().findFirst();
    }

    /** Records that Redis lost its data. */
    void forgotten(Instant at) {
        losses.add(at);
    }

    Map<String, Integer> outcomes() {
        return outcomes;
    }

    boolean allEnded() {
        return accounts.values().stream().noneMatch(account -> account.results.isEmpty());
    }

    /** Violations of the promises, each with the history that led to it. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        accounts.forEach((id, account) -> {
            int before = complaints.size();
            complain(id, account, complaints);
            if (complaints.size() > before) {
                complaints.addAll(Stream.concat(account.history.stream(), troubles.stream())
                        .sorted()
                        .toList());
            }
        });
        return complaints;
    }

    private void complain(String id, Account account, List<String> complaints) {
        boolean lost = losses.stream().anyMatch(loss -> !loss.isBefore(account.issuedAt.minus(LOSS_LASTS)));
        if (account.results.size() != 1) {
            complaints.add(id + " has " + account.results.size() + " outcomes: " + account.results);
        }
        if (account.wireSends > (account.resend ? 2 : 1)) {
            complaints.add(id + " was sent " + account.wireSends + " times");
        }
        for (String outcome : account.outcomes.keySet()) {
            boolean wrong = switch (outcome) {
                case "completed", "refused" -> account.wireSends == 0;
                case "uncertain" -> account.wireSends == 0 && !account.granted && !lost;
                default -> account.wireSends > 0;
            };
            if (wrong) {
                complaints.add(id + " is " + outcome + " and was sent " + account.wireSends + " times");
            }
        }
    }

    private Account account(String commandId) {
        Account account = accounts.get(commandId);
        if (account == null) {
            throw new AssertionError("never issued: " + commandId);
        }
        return account;
    }
}
