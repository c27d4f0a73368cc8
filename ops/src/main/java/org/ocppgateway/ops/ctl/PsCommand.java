package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/ctl ps}. */
@Command(name = "ps", description = "Lists charge points with their sessions.")
final class PsCommand extends ListCommand {
    /** An order that answers a question. */
    enum Sort {
        RECONNECTS,
        LATENCY,
        MESSAGES
    }

    @Option(names = "--id", paramLabel = "PREFIX", description = "beginning of the identity")
    private @Nullable String id;

    @Option(names = "--pod", paramLabel = "POD", description = "pod that has the session")
    private @Nullable String pod;

    @Option(names = "--protocol", paramLabel = "PROTOCOL", description = "for example ocpp1.6, ocpp2.0.1")
    private @Nullable String protocol;

    @Option(names = "--vendor", paramLabel = "NAME", description = "vendor")
    private @Nullable String vendor;

    @Option(names = "--model", paramLabel = "NAME", description = "model")
    private @Nullable String model;

    @Option(names = "--firmware", paramLabel = "VERSION", description = "firmware version")
    private @Nullable String firmware;

    @Option(names = "--serial", paramLabel = "NUMBER", description = "serial number")
    private @Nullable String serial;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "client address")
    private @Nullable String address;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "one of: ${COMPLETION-CANDIDATES} (default: identity)")
    private @Nullable Sort sort;

    @Override
    String path() {
        return "/charge-points";
    }

    @Override
    Map<String, @Nullable String> filters() {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("id", id);
        filters.put("pod", pod);
        filters.put("protocol", protocol);
        filters.put("vendor", vendor);
        filters.put("model", model);
        filters.put("firmware", firmware);
        filters.put("serial", serial);
        filters.put("address", address);
        filters.put("sort", sort == null ? null : sort.name().toLowerCase(Locale.ROOT));
        return filters;
    }

    @Override
    TextTable table() {
        return new TextTable(
                "CHARGE POINT", "STATE", "PROTOCOL", "POD", "CONNECTED", "HEARD", "ROUND TRIP", "MODEL", "FIRMWARE");
    }

    @Override
    void addRow(TextTable table, JsonObject item) {
        Instant now = Instant.now();
        table.add(
                Text.of(item, "chargePointId"),
                item.has("online") && item.get("online").getAsBoolean() ? "online" : "offline",
                Text.of(item, "protocol"),
                Text.of(item, "pod"),
                Text.age(Text.of(item, "connectedAt"), now),
                Text.age(Text.of(item, "lastHeardAt"), now),
                Text.millis(item, "roundTripMillis"),
                (Text.of(item, "vendor") + " " + Text.of(item, "model")).strip(),
                Text.of(item, "firmware"));
    }

    @Override
    String empty() {
        return "No charge point matches.";
    }
}
