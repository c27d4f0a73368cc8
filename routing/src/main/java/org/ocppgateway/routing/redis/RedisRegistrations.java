package org.ocppgateway.routing.redis;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.redis.client.Script;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registrations;

/**
 * Registrations in Redis, one hash per charge point. Writes that fail during an outage are kept and repeated by a
 * virtual thread after it: an old Rejected must not outlive a newer Accepted.
 */
public final class RedisRegistrations implements Registrations {
    private static final EventLog LOG = EventLog.of(RedisRegistrations.class);

    private static final int MAX_KEPT = 50_000;
    private static final int RETRIED_AT_ONCE = 500;

    /** Returns status, vendor, model, firmware, epoch and serial number as a JSON array, false for absent ones. */
    private static final Script PEEK = new Script("peek-registration", """
            return cjson.encode(redis.call('HMGET', KEYS[1], 'status', 'vendor', 'model', 'firmware', 'epoch', 'serial'))
            """);

    /** Argument: lifetime in ms. Returns the same. */
    private static final Script FIND =
            new Script("find-registration", "redis.call('PEXPIRE', KEYS[1], ARGV[1])\n" + PEEK.text());

    /** Arguments: lifetime in ms, epoch, then pairs of field and value. Does nothing if a newer epoch is stored. */
    private static final Script RECORD = new Script("record-registration", """
            local epoch = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
            if epoch and epoch > tonumber(ARGV[2]) then
              return 'older'
            end
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'epoch', ARGV[2], unpack(ARGV, 3))
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return 'recorded'
            """);

    private final RedisLink link;
    private final String lifetimeMillis;
    private final Duration retryInterval;
    private final Map<ChargePointId, Registration> unrecorded = new ConcurrentHashMap<>();
    private final Counter events;
    private @Nullable Loop retrying;

    public RedisRegistrations(RedisSettings settings, RedisLink link, PrometheusRegistry registry) {
        this.link = link;
        this.lifetimeMillis = Long.toString(settings.lifetimes().registration().toMillis());
        this.retryInterval = settings.retryAfter();
        this.events = new Meters(registry).labelledCounter(RoutingMetric.REGISTRATIONS_RECORDED);
    }

    /** Starts the thread that repeats writes. */
    public void start() {
        retrying = Loop.start("registrations", Loop.pause(retryInterval), this::retrySome);
    }

    /** Stops the thread; writes that are still pending are lost. */
    public void stop() throws InterruptedException {
        if (retrying != null) {
            retrying.stop();
        }
        LOG.log(RoutingLogEvent.REGISTRATION_STORE_STOPPED, unrecorded.size());
    }

    /** Returns whether the thread runs. */
    public boolean running() {
        return retrying != null && retrying.running();
    }

    @Override
    public @Nullable Registration find(ChargePointId chargePointId) throws InterruptedException {
        Registration kept = unrecorded.get(chargePointId);
        if (kept != null) {
            return kept;
        }
        return read(FIND, chargePointId, lifetimeMillis);
    }

    @Override
    public @Nullable Registration peek(ChargePointId chargePointId) throws InterruptedException {
        Registration kept = unrecorded.get(chargePointId);
        return kept != null ? kept : read(PEEK, chargePointId);
    }

    private @Nullable Registration read(Script script, ChargePointId chargePointId, String... arguments)
            throws InterruptedException {
        try {
            return read(link.run(script, key(chargePointId), arguments));
        } catch (RedisUnavailableException e) {
            events.labelValues("unknown").inc();
            return null;
        } catch (JsonParseException | IllegalArgumentException e) {
            LOG.log(RoutingLogEvent.REGISTRATION_UNREADABLE, chargePointId, e.getMessage());
            events.labelValues("unknown").inc();
            return null;
        }
    }

    private static @Nullable Registration read(String reply) {
        JsonArray fields = JsonParser.parseString(reply).getAsJsonArray();
        String status = text(fields.get(0));
        String epoch = text(fields.get(4));
        if (status == null || epoch == null) {
            return null;
        }
        return new Registration(
                new SessionEpoch(Long.parseLong(epoch)),
                Registration.Status.ofLabel(status),
                new Registration.Make(text(fields.get(1)), text(fields.get(2)), text(fields.get(3))),
                text(fields.get(5)));
    }

    private static @Nullable String text(JsonElement field) {
        return field.getAsJsonPrimitive().isString() ? field.getAsString() : null;
    }

    @Override
    public void record(ChargePointId chargePointId, Registration registration) throws InterruptedException {
        boolean kept = unrecorded.containsKey(chargePointId) || unrecorded.size() < MAX_KEPT;
        if (kept) {
            unrecorded.put(chargePointId, registration);
        }
        try {
            String done = link.run(RECORD, key(chargePointId), arguments(registration));
            recorded(chargePointId, registration, done);
        } catch (RedisUnavailableException e) {
            events.labelValues(kept ? "kept" : "lost").inc();
        }
    }

    private String[] arguments(Registration registration) {
        List<String> arguments = new ArrayList<>();
        arguments.add(lifetimeMillis);
        arguments.add(registration.epoch().toString());
        arguments.add("status");
        arguments.add(registration.status().label());
        Registration.Make make = registration.make();
        add(arguments, "vendor", make.vendor());
        add(arguments, "model", make.model());
        add(arguments, "firmware", make.firmware());
        add(arguments, "serial", registration.serialNumber());
        return arguments.toArray(String[]::new);
    }

    private static void add(List<String> arguments, String field, @Nullable String value) {
        if (value != null) {
            arguments.add(field);
            arguments.add(value);
        }
    }

    private void recorded(ChargePointId chargePointId, Registration registration, String done) {
        unrecorded.remove(chargePointId, registration);
        events.labelValues(done).inc();
    }

    private void retrySome() {
        unrecorded.entrySet().stream().limit(RETRIED_AT_ONCE).forEach(entry -> {
            ChargePointId chargePointId = entry.getKey();
            Registration registration = entry.getValue();
            link.runAsync(
                    RECORD,
                    key(chargePointId),
                    () -> registration.equals(unrecorded.get(chargePointId)),
                    done -> recorded(chargePointId, registration, done),
                    arguments(registration));
        });
    }

    private static String key(ChargePointId chargePointId) {
        return "registration:" + chargePointId;
    }
}
