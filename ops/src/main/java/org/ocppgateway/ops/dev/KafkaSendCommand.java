package org.ocppgateway.ops.dev;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.client.ClientSettings;
import org.ocppgateway.routing.client.GatewayClient;
import org.ocppgateway.routing.client.NoOutcomeException;
import org.ocppgateway.routing.client.Result;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.kafka.TopicsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ops/dev send}: sends a command through Kafka and prints its result. */
@Command(
        name = "send",
        description = "Sends a command to one or more charge points of any OCPP version through Kafka, one after the"
                + " other, and prints the results. The exit status is 0 if all of them completed it.",
        footer = {
            "",
            "Examples:",
            "  ops/dev send CP-001 remote.start '{\"evseId\":1,\"idToken\":\"TAG1\"}'",
            "  ops/dev send CP-001,CP-002,CP-003 get.configuration",
            "  ops/dev send CP-001 ocpp.call '{\"action\":\"ClearCache\",\"payload\":{}}'"
        })
final class KafkaSendCommand implements Callable<Integer> {
    @Mixin
    private final BackendAddresses addresses = new BackendAddresses();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "CHARGE-POINTS",
            split = ",",
            description = "one or more identities, separated by commas")
    private List<String> chargePoints = List.of();

    @Parameters(
            index = "1",
            paramLabel = "TYPE",
            description = "for example remote.start, remote.stop, reset, unlock.connector")
    private String type = "";

    @Parameters(
            index = "2",
            paramLabel = "DATA",
            arity = "0..1",
            description = "fields of the command, as JSON (default: none)")
    private String data = "{}";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "validity of the command (default: ${DEFAULT-VALUE})")
    private int timeout = 30;

    @Override
    public Integer call() throws TopicsException, NoOutcomeException, InterruptedException {
        JsonObject fields = fields();
        TypedCommand command = new TypedCommand(type, fields);
        command.typeProblem().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        command.fieldProblems().forEach(spec.commandLine().getErr()::println);
        ClientSettings settings = ClientSettings.of(addresses.kafkaAddress(), addresses.redisUri())
                .withValidity(Duration.ofSeconds(timeout));
        try (GatewayClient gateway = GatewayClient.open(settings, new PrometheusRegistry())) {
            boolean allAnswered = true;
            for (String chargePoint : chargePoints) {
                Result result = gateway.call(new ChargePointId(chargePoint), type, fields);
                System.out.println(result);
                allAnswered &= result.outcome() == Outcome.COMPLETED;
            }
            return allAnswered ? 0 : 1;
        }
    }

    private JsonObject fields() {
        try {
            return JsonParser.parseString(data).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), "DATA is not a JSON object: " + data);
        }
    }
}
