package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The accounts of commands, each guarded by itself. Commands carry their own id somewhere in their data, in the form of
 * {@link #id}, so that they can be told on the wire, where OCPP has no place for it.
 */
final class CommandBook {
    // Fits in the 20 characters of an id tag of OCPP 1.6.
    private static final Pattern ID = Pattern.compile("cmd-[0-9a-z]+-\\d+");

    private final ConcurrentMap<String, CommandAccount> accounts = new ConcurrentHashMap<>();

    static String id(String run, int number) {
        return "cmd-" + run + "-" + number;
    }

    void issued(String commandId, String what, Instant at) {
        with(commandId, account -> account.issued(what, at));
    }

    void acknowledged(String commandId) {
        with(commandId, CommandAccount::acknowledged);
    }

    /** A CALL that a charge point received. */
    void onWire(String chargePointId, String frame, Instant at) {
        Matcher matcher = ID.matcher(frame);
        if (matcher.find()) {
            with(matcher.group(), account -> account.onWire(chargePointId, at));
        }
    }

    void result(String json) {
        String commandId =
                JsonParser.parseString(json).getAsJsonObject().get("commandId").getAsString();
        with(commandId, account -> account.result(json));
    }

    /** Commands that Kafka has and that have no result yet. */
    long open() {
        return ask(account -> account.isIssued() && !account.hasEnded()).stream()
                .filter(Boolean::booleanValue)
                .count();
    }

    CommandCounts counts() {
        return new CommandCounts(
                ask(CommandAccount::isIssued).stream()
                        .filter(Boolean::booleanValue)
                        .count(),
                ask(CommandAccount::wireSends).stream()
                        .mapToLong(Integer::longValue)
                        .sum(),
                ask(CommandAccount::results).stream()
                        .mapToLong(Integer::longValue)
                        .sum(),
                countByWord(CommandAccount::outcome),
                countByWord(CommandAccount::doubt));
    }

    /** The histories of all that are uncertain. */
    List<String> doubtful() {
        return ask(account -> account.hasEnded() && !account.doubt().isEmpty() ? account.history() : "").stream()
                .filter(history -> !history.isEmpty())
                .toList();
    }

    /** How many of those that have ended there are for each word; the empty one does not count. */
    private Map<String, Long> countByWord(Function<CommandAccount, String> word) {
        return ask(account -> account.hasEnded() ? word.apply(account) : "").stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
    }

    List<LedgerViolation> offences() {
        return ask(CommandAccount::offences).stream().flatMap(List::stream).toList();
    }

    private void with(String commandId, Consumer<CommandAccount> entry) {
        CommandAccount account = accounts.computeIfAbsent(commandId, CommandAccount::new);
        synchronized (account) {
            entry.accept(account);
        }
    }

    private <T> List<T> ask(Function<CommandAccount, T> question) {
        return accounts.values().stream()
                .map(account -> {
                    synchronized (account) {
                        return question.apply(account);
                    }
                })
                .toList();
    }
}
