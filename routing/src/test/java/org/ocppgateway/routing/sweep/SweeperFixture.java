package org.ocppgateway.routing.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.FakeRouteFinder;
import org.ocppgateway.routing.command.HandDrivenClock;
import org.ocppgateway.routing.command.InMemoryCommandStates;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.event.PublishException;

/** A sweeper whose records, states, leases, routes and clock are driven by the test. */
abstract class SweeperFixture {
    static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    static final SweepSettings SETTINGS = SweepSettings.defaults();
    static final int PARTITION = 3;
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    final HandDrivenClock clock = new HandDrivenClock();
    final InMemoryCommandStates states = new InMemoryCommandStates();
    final CommandStates dead = states.asSeenBy("gateway-0/old");
    final FakeLeases leases = new FakeLeases();
    final FakeRouteFinder routes = new FakeRouteFinder();
    final List<String> traces = new ArrayList<>();
    final List<String> results = new ArrayList<>();
    final List<String> forwarded = new ArrayList<>();
    boolean kafkaOut;
    long offset = 10;
    final Map<String, String> published = new HashMap<>();
    final CommandPorts ports = new CommandPorts(
            states.asSeenBy("gateway-1/1"),
            routes,
            (record, pod, partition) -> forward(pod),
            (id, result, trace) -> publish(result, trace),
            (id, commandId, since) -> Optional.ofNullable(published.get(commandId)));
    final Sweeper sweeper = sweeper(SETTINGS);

    Sweeper sweeper(SweepSettings settings) {
        PodContext pod = pod();
        return sweeper(settings, pod, new PauseMonitor(Duration.ofDays(1), ports.states(), pod));
    }

    Sweeper sweeper(SweepSettings settings, PodContext pod, PauseMonitor pauseMonitor) {
        return new Sweeper(settings, CommandSettings.defaults(), pod, ports, leases, pauseMonitor, Runnable::run);
    }

    final PodContext pod() {
        return new PodContext(new PodId("gateway-1"), clock, clock, new PrometheusRegistry());
    }

    void publish(String result, @Nullable String trace) throws PublishException {
        refuseIfOut();
        traces.add(String.valueOf(trace));
        results.add(result);
    }

    void forward(PodId pod) throws PublishException {
        refuseIfOut();
        forwarded.add(pod.value());
    }

    void refuseIfOut() throws PublishException {
        if (kafkaOut) {
            throw new PublishException(PublishException.Reason.OUTAGE, "simulated outage");
        }
    }

    @BeforeEach
    void twoPods() {
        leases.live("gateway-0", "old", PARTITION, 10);
        leases.live("gateway-1", "1", 5, 0);
        sweeper.assigned(PARTITION);
    }

    void read(String id, String more) throws Exception {
        read(id, more, 0, "gateway-0");
    }

    void read(String id, String more, int hops, @Nullable String pod) throws Exception {
        String command =
                "{\"commandId\":\"" + id + "\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}" + more + "}";
        sweeper.accept(
                PARTITION,
                offset++,
                pod == null ? null : new PodId(pod),
                new CommandRecord(command.getBytes(UTF_8), hops, clock.instant(), TRACE));
    }

    /** Advances time in small steps, with a check after each. */
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            clock.advance(Duration.ofSeconds(1));
            sweeper.tick();
        }
        sweeper.tick();
    }

    void untilDead() {
        pass(SETTINGS.podTimeout().plusSeconds(2));
    }

    void assertOutcome(String outcome, boolean sent) {
        assertEquals(1, results.size(), results.toString());
        assertEquals(List.of(TRACE), traces);
        assertTrue(results.getFirst().contains("\"outcome\":\"" + outcome + "\",\"sent\":" + sent), results.toString());
        assertAllDone();
    }

    void assertHeld() {
        assertEquals(List.of(), results);
        assertEquals(List.of(), forwarded);
        assertEquals(OptionalLong.of(10), sweeper.firstTracked(PARTITION));
    }

    void assertAllDone() {
        assertEquals(OptionalLong.empty(), sweeper.firstTracked(PARTITION));
        assertEquals(0, sweeper.tracked());
    }
}
