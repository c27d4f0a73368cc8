package org.ocppgateway.ops.ctl;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl show}. */
@Command(name = "show", description = "Shows a charge point: facts of its session, connectors, and its last sessions.")
final class ShowCommand extends ApiCommand {
    private static final int NOT_FOUND = 404;

    @Parameters(paramLabel = "ID", description = "identity of the charge point")
    private String id = "";

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        String path = "/charge-points/" + Text.segment(id);
        JsonObject facts = api.get(path);
        JsonObject connectors = getIfOffered(api, path + "/connectors");
        JsonObject sessions = getIfOffered(api, path + "/sessions");
        if (json()) {
            JsonObject all = facts.deepCopy();
            all.add("connectors", Text.items(connectors));
            all.add("sessions", Text.items(sessions));
            print(all);
            return 0;
        }
        printFacts(facts);
        printConnectors(connectors);
        printSessions(sessions);
        warnMissing(facts);
        return 0;
    }

    /** An empty list from a gateway of an older release, which does not have the list. */
    private static JsonObject getIfOffered(ApiClient api, String path)
            throws ApiException, NoAnswerException, InterruptedException {
        try {
            return api.get(path);
        } catch (ApiException e) {
            if (e.status() == NOT_FOUND) {
                return new JsonObject();
            }
            throw e;
        }
    }

    private void printFacts(JsonObject facts) {
        for (Map.Entry<String, JsonElement> fact : facts.entrySet()) {
            if (!fact.getKey().equals("missing")) {
                out().printf("%-18s  %s%n", fact.getKey(), Text.printable(Text.of(facts, fact.getKey())));
            }
        }
    }

    private void printConnectors(JsonObject answer) {
        TextTable table =
                new TextTable("EVSE", "CONNECTOR", "STATUS", "ERROR", "TRANSACTION", "STATE", "WH", "STARTED", "TOKEN");
        for (JsonElement element : Text.items(answer)) {
            JsonObject item = element.getAsJsonObject();
            JsonObject transaction =
                    item.get("transaction") instanceof JsonObject reported ? reported : new JsonObject();
            table.add(
                    Text.of(item, "evseId"),
                    Text.of(item, "connectorId"),
                    Text.of(item, "status"),
                    Text.of(item, "errorCode"),
                    Text.of(transaction, "transactionId"),
                    Text.of(transaction, "chargingState"),
                    Text.of(transaction, "energyWh"),
                    Text.of(transaction, "startedAt"),
                    Text.of(transaction, "idToken"));
        }
        out().println();
        print(table, "No connector has reported its status in this session.");
    }

    private void printSessions(JsonObject answer) {
        TextTable table = new TextTable("EPOCH", "CONNECTED", "ENDED", "BY", "CODE", "REASON", "POD");
        for (JsonElement element : Text.items(answer)) {
            JsonObject item = element.getAsJsonObject();
            table.add(
                    Text.of(item, "epoch"),
                    Text.of(item, "connectedAt"),
                    Text.of(item, "endedAt"),
                    Text.of(item, "endedBy"),
                    Text.of(item, "closeCode"),
                    Text.of(item, "closeReason"),
                    Text.of(item, "pod"));
        }
        out().println();
        print(table, "No ended session of the last 30 days is known.");
    }
}
