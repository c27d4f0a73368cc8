package org.ocppgateway.routing.redis;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.PendingRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Read access for any process, including backends: routes of charge points and states of commands. Needs only read
 * permission for {@code conn:*} and {@code cmd:*}. Called by any number of virtual threads; every call is bounded in
 * time.
 */
public final class RedisLookup {
    private static final EventLog LOG = EventLog.of(RedisLookup.class);

    private final RedisLink link;

    public RedisLookup(RedisLink link) {
        this.link = link;
    }

    /** Returns the current route of a charge point; empty if there is none or its value is unreadable. */
    public Optional<FoundRoute> route(ChargePointId chargePointId)
            throws RoutesUnavailableException, InterruptedException {
        return beginRoute(chargePointId).await();
    }

    /** Begins to read the current route. Does not wait. */
    PendingRoute beginRoute(ChargePointId chargePointId) {
        Future<@Nullable String> reading = link.start(ReadCall.GET, "conn:" + chargePointId);
        return () -> parse(chargePointId, reading);
    }

    private static Optional<FoundRoute> parse(ChargePointId chargePointId, Future<@Nullable String> reading)
            throws RoutesUnavailableException, InterruptedException {
        try {
            String value = Objects.requireNonNullElse(reading.get(), "");
            return value.isEmpty() ? Optional.empty() : Optional.of(RouteValue.parse(chargePointId, value));
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.ROUTE_UNREADABLE, chargePointId, e.toString());
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new RoutesUnavailableException(
                    new RedisUnavailableException("the route was not read: " + e.getCause(), e));
        }
    }

    /** Returns the state of a command; empty if no pod has read it or it has expired. */
    public Optional<CommandState> command(String commandId) throws StatesUnavailableException, InterruptedException {
        try {
            return state(link.run(ReadCall.COMMAND, commandKey(commandId)).split("\n", ReadCall.COMMAND_FIELDS.size()));
        } catch (RedisUnavailableException e) {
            throw new StatesUnavailableException(e);
        }
    }

    /** Reads the lines of {@link ReadCall#COMMAND}. */
    static Optional<CommandState> state(String[] fields) {
        if (fields[0].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CommandState(
                CommandState.Stage.of(fields[0]),
                fields[1],
                instant(fields[2]),
                instant(fields[3]),
                fields[5].isEmpty() ? null : fields[5],
                fields[4].equals("1")));
    }

    static String commandKey(String commandId) {
        return "cmd:" + commandId;
    }

    static @Nullable Instant instant(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
