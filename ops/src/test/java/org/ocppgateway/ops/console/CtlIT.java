package org.ocppgateway.ops.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/** {@code ops/ctl} against two gateways that require a token. Both answer for all charge points. */
class CtlIT {
    private static final int CHARGE_POINTS = 4;
    private static final String TOKEN = "an-operator's-token";

    /** SHA-256 of {@link #TOKEN}. */
    private static final String OVERRIDES = "gateway.admin.tokens = [{name = operator, role = write, sha256 = \"%s\"}]";

    /** Charge points that charge only when they are asked to, and then send meter values every second. */
    private static final BehaviourSettings CALM = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(0, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ZERO));

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static Fleet fleet;
    private static String chargePoint;
    private static Path tokenFile;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = Cluster.start(
                ClusterSettings.forTest(directory).withGateways(2).with(OVERRIDES.formatted(Ctl.sha256(TOKEN))));
        tokenFile = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        FleetSettings settings =
                FleetSettings.of(cluster.balancer().endpoint(), CHARGE_POINTS).withBehaviour(CALM);
        chargePoint = Fleet.idOf(settings, 0).value();
        fleet = Fleet.start(settings, FleetObserver.NONE);
        await().atMost(Cluster.TIMEOUT).until(() -> fleet.stats().count(FleetCount.REGISTERED) == CHARGE_POINTS);
    }

    @AfterAll
    static void stop() {
        fleet.close();
        cluster.close();
    }

    @Test
    void everyPodListsAllChargePoints() {
        for (int pod = 0; pod < 2; pod++) {
            int asked = pod;
            // A pod that a busy machine holds up is missing in the table.
            await().atMost(Cluster.TIMEOUT).untilAsserted(() -> {
                Ctl.Result table = ctl(asked, "ps");
                assertEquals(0, table.status(), table::toString);
                assertEquals(CHARGE_POINTS + 1, table.out().lines().count(), table::toString);
            });
            Ctl.Result json = ctl(pod, "ps", "--id", chargePoint, "--json");
            assertEquals(1, json.object().getAsJsonArray("items").size(), json::toString);
        }
        assertEquals(
                "No charge point matches.",
                ctl(0, "ps", "--id", "NOTHING").out().strip());
    }

    @Test
    void aChargePointIsShownWithItsSessions() {
        Ctl.Result shown = ctl(1, "show", chargePoint);
        assertEquals(0, shown.status(), shown::toString);
        assertTrue(shown.out().contains("online"), shown::toString);
        assertEquals(chargePoint, Ctl.text(ctl(0, "show", chargePoint, "--json").object(), "chargePointId"));
        Ctl.Result unknown = ctl(0, "show", "UNKNOWN");
        assertEquals(1, unknown.status(), unknown::toString);
        assertTrue(unknown.err().contains("404"), unknown::toString);
    }

    @Test
    void aCommandPrintsItsResultAndTheExitStatusSaysWhetherItCompleted() {
        Ctl.Result started = ctl(0, "send", chargePoint, "remote.start", "{\"evseId\":1,\"idToken\":\"TAG1\"}");
        assertEquals(0, started.status(), started::toString);
        JsonObject result = started.object();
        assertEquals("completed", Ctl.text(result, "outcome"), started::toString);
        JsonObject stored = ctl(1, "outcome", Ctl.text(result, "commandId")).object();
        assertEquals("ended", Ctl.text(stored, "state"), stored::toString);
        await().atMost(Cluster.TIMEOUT)
                .until(() -> ctl(1, "show", chargePoint, "--json")
                        .object()
                        .getAsJsonArray("connectors")
                        .toString()
                        .contains("transactionId"));

        Ctl.Result absent = ctl(0, "send", "UNKNOWN", "reset", "{\"type\":\"Soft\"}");
        assertEquals(1, absent.status(), absent::toString);
        assertEquals(2, ctl(0, "send", chargePoint, "reset", "not json").status());
    }

    @Test
    void framesAreFollowedAndExported() {
        Ctl.Result live = ctl(1, "tap", chargePoint, "--seconds", "3");
        assertEquals(0, live.status(), live::toString);
        Ctl.Result export = ctl(0, "tap", chargePoint, "--export");
        assertEquals(0, export.status(), export::toString);
        JsonObject first = JsonParser.parseString(
                        export.out().lines().findFirst().orElseThrow())
                .getAsJsonObject();
        assertEquals("1.1", Ctl.text(first, "schemaVersion"), export::toString);
    }

    @Test
    void podsAndRefusalsAndTheAuditAreListed() {
        Ctl.Result pods = ctl(0, "pods");
        assertEquals(0, pods.status(), pods::toString);
        assertTrue(pods.out().contains("gateway-0") && pods.out().contains("gateway-1"), pods::toString);
        assertEquals(0, ctl(0, "refusals").status());
        assertEquals(0, ctl(0, "search", chargePoint).status());
        Ctl.Result ban = ctl(0, "bans", "add", "--address", "198.51.100.7", "--minutes", "5", "--reason", "test");
        assertEquals(0, ban.status(), ban::toString);
        assertTrue(ctl(1, "bans").out().contains("198.51.100.7"));
        assertEquals(0, ctl(0, "bans", "end", Ctl.text(ban.object(), "banId")).status());
        assertTrue(ctl(0, "audit").out().contains("/api/v1/bans"));
    }

    @Test
    void aDisconnectedChargePointReturns() {
        String other = Fleet.idOf(FleetSettings.of(URI.create("ws://localhost/"), CHARGE_POINTS), 1)
                .value();
        String before = Ctl.text(ctl(0, "show", other, "--json").object(), "epoch");
        Ctl.Result ended = ctl(1, "disconnect", other);
        assertEquals(0, ended.status(), ended::toString);
        await().atMost(Cluster.TIMEOUT).until(() -> {
            JsonObject facts = ctl(0, "show", other, "--json").object();
            return Ctl.text(facts, "online").equals("true")
                    && !Ctl.text(facts, "epoch").equals(before);
        });
    }

    @Test
    void credentialsAreStoredWithoutAPasswordAmongTheArguments() {
        Ctl.Result stored = Ctl.run(
                "0123456789abcdef0123\n",
                "credentials",
                "put",
                "CP-KEY",
                "--profile",
                "1",
                "--password-stdin",
                "--url",
                url(0),
                "--token-file",
                tokenFile.toString());
        assertEquals(0, stored.status(), stored::toString);
        Ctl.Result entry = ctl(1, "credentials", "get", "CP-KEY");
        assertEquals("true", Ctl.text(entry.object(), "passwordSet"), entry::toString);
        assertFalse(entry.out().contains("0123456789"), entry::toString);

        Ctl.Result imported = Ctl.run(
                "{\"id\":\"CP-A\",\"profile\":1,\"password\":\"another-secret-1\"}\nnonsense secret-2\n",
                "credentials",
                "import",
                "--url",
                url(0),
                "--token-file",
                tokenFile.toString());
        assertEquals(1, imported.status(), imported::toString);
        assertTrue(imported.out().contains("Stored 1, refused 1."), imported::toString);
        assertFalse(imported.err().contains("secret-2"), imported::toString);
        assertEquals(0, ctl(0, "credentials", "delete", "CP-A").status());
        assertEquals(1, ctl(0, "credentials", "get", "CP-A").status());
    }

    @Test
    void aMissingTokenAndAMissingGatewayHaveTheirExitStatus() {
        Ctl.Result refused = Ctl.run("", "pods", "--url", url(0));
        assertEquals(1, refused.status(), refused::toString);
        assertTrue(refused.err().contains("401") && refused.err().contains("OCPP_GATEWAY_TOKEN"), refused::toString);
        Ctl.Result absent = Ctl.run("", "pods", "--url", "http://127.0.0.1:1");
        assertEquals(3, absent.status(), absent::toString);
        assertEquals(2, Ctl.run("", "pods", "--no-such-option").status());
        assertEquals(2, Ctl.run("").status());
    }

    @Test
    void theShellCompletesCommands() throws IOException {
        Path script = Files.writeString(
                directory.resolve("completion"), Ctl.run("", "completion").out());
        Ctl.Result completed = Ctl.process(
                "",
                List.of(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(ops/ctl re); COMP_CWORD=1; _complete_ctl;"
                                + " complete -p ctl; echo \"${COMPREPLY[*]}\""));
        assertTrue(completed.out().contains("-F _complete_ctl ctl"), completed::toString);
        assertTrue(completed.out().contains("refusals"), completed::toString);
    }

    /** Types into an interactive zsh in a pseudo-terminal, and prints what it shows. */
    private static final String TYPE_IN_ZSH = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "source '$1'; echo SOURCE''D"
            zpty -r shell shown '*SOURCED*'
            zpty -w -n shell "$2"$'\\t'
            integer end=$(( SECONDS + 60 ))
            while (( SECONDS < end )) && [[ $shown != *$3* ]]; do
              zpty -r -t shell part && shown+=$part || sleep 0.05
            done
            print -r -- "$shown"
            """;

    @Test
    void zshCompletesCommands() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), () -> {
            String reason = "zsh is missing (Debian: apt-get install zsh): its completion is not tested";
            System.out.println(reason);
            return reason;
        });
        Path script = Files.writeString(
                directory.resolve("zsh-completion"), Ctl.run("", "completion").out());
        assertZshCompletes(script, "ops/ctl refu", "refusals");
        assertZshCompletes(script, "ops/ctl credentials exp", "export");
    }

    private static void assertZshCompletes(Path script, String typed, String word) {
        Ctl.Result shown =
                Ctl.process("", List.of("zsh", "-f", "-c", TYPE_IN_ZSH, "zsh", script.toString(), typed, word));
        assertTrue(shown.out().contains(word), shown::toString);
    }

    @Test
    void aBackupRestoresThePasswordsOfTheEntries() {
        String entry = "{\"id\":\"CP-BACKUP\",\"profile\":1,\"password\":\"0123456789abcdef4567\"}\n";
        assertEquals(0, importEntries(entry).status());
        String backup = ctl(0, "credentials", "export")
                .out()
                .lines()
                .filter(line -> line.contains("CP-BACKUP"))
                .findFirst()
                .orElseThrow();
        assertTrue(backup.contains("passwordHash") && !backup.contains("0123456789abcdef4567"), backup);
        assertEquals(0, ctl(1, "credentials", "delete", "CP-BACKUP").status());
        assertFalse(ctl(0, "credentials", "export").out().contains("CP-BACKUP"));
        Ctl.Result restored = importEntries(backup + "\n");
        assertEquals(0, restored.status(), restored::toString);
        assertTrue(restored.out().contains("Stored 1, refused 0."), restored::toString);
        JsonObject again = JsonParser.parseString(ctl(1, "credentials", "export")
                        .out()
                        .lines()
                        .filter(line -> line.contains("CP-BACKUP"))
                        .findFirst()
                        .orElseThrow())
                .getAsJsonObject();
        assertEquals(
                Ctl.text(JsonParser.parseString(backup).getAsJsonObject(), "passwordHash"),
                Ctl.text(again, "passwordHash"));
    }

    private static Ctl.Result importEntries(String lines) {
        return Ctl.run(lines, "credentials", "import", "--url", url(0), "--token-file", tokenFile.toString());
    }

    @Test
    void aDrainSaysWhetherThisGatewayOffersIt() {
        Ctl.Result result = ctl(0, "drain", "no-such-pod");
        assertEquals(1, result.status(), result::toString);
        assertTrue(result.err().contains("404"), result::toString);
    }

    @Test
    void aDrainShowsItsProgressAndCanBeCancelled() {
        Ctl.Result drained = ctl(0, "drain", "gateway-1", "--rate", "100");
        assertEquals(0, drained.status(), drained::toString);
        assertTrue(drained.out().contains("connections left, 100 leave per second"), drained::toString);
        assertTrue(drained.out().contains("gateway-1 is drained"), drained::toString);
        Ctl.Result pods = ctl(0, "pods");
        assertTrue(pods.out().contains("draining: drained, 0 left"), pods::toString);
        Ctl.Result cancelled = ctl(0, "drain", "gateway-1", "--cancel");
        assertEquals("gateway-1 does not drain.", cancelled.out().strip(), cancelled::toString);
        assertFalse(ctl(0, "pods").out().contains("draining"));
        await().atMost(Cluster.TIMEOUT).until(() -> fleet.stats().count(FleetCount.CONNECTED) == CHARGE_POINTS);
    }

    @Test
    void aRebalanceSaysThatThePodsAreEven() {
        Ctl.Result even = ctl(1, "rebalance", "--spread", "1000");
        assertEquals("The pods are even within 1000 %.", even.out().strip(), even::toString);
        Ctl.Result pods = ctl(0, "pods");
        String last = pods.out().lines().toList().getLast();
        assertTrue(last.matches("Last rebalance by gateway-1, ended .* ago: the pods are even\\."), pods::toString);
        Ctl.Result cancelled = ctl(1, "rebalance", "--cancel");
        assertEquals("No rebalance was running.", cancelled.out().strip(), cancelled::toString);
    }

    private static Ctl.Result ctl(int pod, String... arguments) {
        return Ctl.with(url(pod), tokenFile, arguments);
    }

    private static String url(int pod) {
        return cluster.gateway(pod).admin("").toString();
    }
}
