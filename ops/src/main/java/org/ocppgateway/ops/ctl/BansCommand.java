package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl bans}. */
@Command(
        name = "bans",
        subcommands = {BansCommand.Add.class, BansCommand.End.class},
        description = "Lists the bans in force; adds and ends bans.")
final class BansCommand extends ListCommand {
    private static final Duration WAIT = Duration.ofSeconds(15);

    @Override
    String path() {
        return "/bans";
    }

    @Override
    Map<String, @Nullable String> filters() {
        return Map.of();
    }

    @Override
    TextTable table() {
        return new TextTable("BAN", "ADDRESS", "CHARGE POINT", "UNTIL", "REASON");
    }

    @Override
    void addRow(TextTable table, JsonObject item) {
        table.add(
                Text.of(item, "banId"),
                Text.of(item, "address"),
                Text.of(item, "id"),
                Text.of(item, "until"),
                Text.of(item, "reason"));
    }

    @Override
    String empty() {
        return "Nothing is banned.";
    }

    /** The command {@code ops/ctl bans add}. */
    @Command(name = "add", description = "Bans a network or a charge point for a time. Sessions stay open.")
    static final class Add extends ApiCommand {
        @ArgGroup(multiplicity = "1")
        private Target target = new Target();

        @Option(names = "--minutes", paramLabel = "N", required = true, description = "length of the ban")
        private long minutes;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "reason, for other operators")
        private String reason = "";

        /** An address or an identity. */
        static final class Target {
            @Option(names = "--address", paramLabel = "CIDR", description = "an address or a network")
            private @Nullable String address;

            @Option(names = "--id", paramLabel = "ID", description = "identity of a charge point")
            private @Nullable String id;
        }

        @Override
        int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
            JsonObject ban = new JsonObject();
            ban.addProperty(
                    "until", Instant.now().plus(Duration.ofMinutes(minutes)).toString());
            ban.addProperty("reason", reason);
            if (target.address != null) {
                ban.addProperty("address", target.address);
            }
            if (target.id != null) {
                ban.addProperty("id", target.id);
            }
            print(api.exchange("POST", "/bans", ban, Map.of(), WAIT));
            return 0;
        }
    }

    /** The command {@code ops/ctl bans end}. */
    @Command(name = "end", description = "Ends a ban.")
    static final class End extends ApiCommand {
        @Parameters(paramLabel = "BAN", description = "id of the ban")
        private String banId = "";

        @Override
        int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
            api.exchange("DELETE", "/bans/" + Text.segment(banId), null, Map.of(), WAIT);
            return 0;
        }
    }
}
