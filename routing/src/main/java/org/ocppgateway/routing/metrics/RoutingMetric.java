package org.ocppgateway.routing.metrics;

import static org.ocppgateway.routing.metrics.MetricSpec.counter;
import static org.ocppgateway.routing.metrics.MetricSpec.gauge;
import static org.ocppgateway.routing.metrics.MetricSpec.histogram;

/** The metrics of this module in a gateway process. */
public enum RoutingMetric implements Metric {
    COMMANDS_READ(counter("commands_read_total", "Records read from the partition of this pod.")
            .label(
                    "outcome",
                    "own: taken",
                    "foreign: its key belongs to another pod; ignored",
                    "undecodable: not a command; written to the dead letters")
            .watch("`undecodable` grows: a backend writes unreadable records; they are in `commands-dead-letter`")),
    COMMAND_READING_PAUSED(gauge(
                    "command_reading_paused",
                    "1 while no commands are read, because too many wait for Redis or for an acknowledgement of their"
                            + " results; otherwise 0.")
            .watch("1 for long: Redis or Kafka is unavailable; limits `commands.held-limit`, `commands.result-limit`")),
    COMMANDS_UNREAD(gauge("commands_unread", "Records on the partition of this pod that are not read yet.")
            .watch("it stays above 0: too many commands wait, see `command_reading_paused`")),
    COMMANDS_RUNNING(gauge("commands_running", "Commands of this pod without outcome.")),
    COMMANDS_AWAITING_REDIS(gauge("commands_awaiting_redis", "Commands that wait for Redis.")
            .watch("it approaches `commands.held-limit`: at the limit no further command is read; restore Redis")),
    COMMANDS_AWAITING_REDIS_BYTES(gauge("commands_awaiting_redis_bytes", "Bytes of commands that wait for Redis.")
            .watch("it approaches `commands.held-bytes`: at the limit no further command is read; restore Redis")),
    COMMANDS_AWAITING_RECONNECT(
            gauge("commands_awaiting_reconnect", "Commands that wait for their charge point to reconnect.")
                    .watch("it approaches `commands.held-limit`: further commands end as `overloaded`")),
    COMMANDS_ENDED(counter("commands_ended_total", "Commands that ended on this pod.")
            .openLabel("outcome", "the outcome of the result: see [commands.md](commands.md)")
            .watch("`uncertain`, `expired` or `overloaded` grow: the results name the reason")),
    COMMANDS_REPEATED(counter("commands_repeated_total", "Commands whose commandId was known.")
            .label(
                    "outcome",
                    "result: the stored result is published again",
                    "ignored: the first one is still running",
                    "left: the sweeper ends the first one")),
    COMMANDS_FORWARDED(
            counter("commands_forwarded_total", "Commands forwarded to the pod that has their charge point.")),
    COMMAND_DURATION_SECONDS(
            histogram("command_duration_seconds", "Time from the arrival of a command at this pod to its outcome.")),
    COMMAND_RESULT_CACHE_BYTES(gauge(
            "command_result_cache_bytes",
            "Bytes of results that this process keeps in memory for repeated commands. At `commands.remembered-bytes`"
                    + " the oldest are removed.")),
    RESULTS_PENDING(gauge("results_pending", "Results that are not yet stored in Redis and acknowledged by Kafka.")
            .watch("it approaches `commands.result-limit`: at the limit no further command is read; restore Redis or"
                    + " Kafka")),
    RESULT_RETRIES(
            counter("result_retries_total", "Failed attempts to store or publish a result. The attempt is repeated.")),
    RESULTS_DROPPED(
            counter(
                            "results_dropped_total",
                            "Results that could not be delivered within `commands.result-retry-limit`.")
                    .watch(
                            "above 0: a backend gets no result from this pod; the sweeper delivers it if it is stored in Redis")),
    REPLIES_RECEIVED(counter("replies_received_total", "Replies of the backend.")
            .label(
                    "outcome",
                    "taken: the charge point is answered with it",
                    "late: its deadline has passed, or its connection or process has ended",
                    "duplicate: there was a reply before",
                    "invalid: it does not fit the request; a valid one may follow",
                    "unknown: there was no such request")
            .watch("`late` or `invalid` grow: the backend is too slow, or writes invalid replies")),

    KAFKA_RECORDS_PUBLISHED(counter("kafka_records_published_total", "Records that all in-sync replicas acknowledged.")
            .openLabel("topic", "name of the topic")),
    KAFKA_RECORDS_FAILED(counter("kafka_records_failed_total", "Records that were not acknowledged.")
            .openLabel("topic", "name of the topic")
            .label(
                    "reason",
                    "outage: no acknowledgement in time",
                    "topic_missing: the topic does not exist",
                    "not_authorised: the gateway's user may not write to the topic",
                    "overloaded: `kafka.max-in-flight`, or three quarters of the producer's buffer for one topic, was reached",
                    "refused: too large, or refused for another lasting reason")
            .watch("it grows: the reason says what to do; create the topic, grant the permission, or restore Kafka")),
    KAFKA_RECORDS_REDUCED(
            counter(
                            "kafka_records_reduced_total",
                            "Records that Kafka refused as too large and that were written without their payload.")
                    .openLabel("topic", "name of the topic")
                    .watch(
                            "it grows: raise `max.message.bytes` of the topic, see [Kafka and Redis](running.md#kafka-and-redis)")),
    KAFKA_RECORDS_SKIPPED(counter(
                    "kafka_records_skipped_total",
                    "Records that cannot be read, because they are damaged or too large for the heap.")
            .watch("it grows: [a record is damaged](decisions/0024-damaged-records.md); the log has its offset")),
    KAFKA_RECORDS_IN_FLIGHT(gauge("kafka_records_in_flight", "Records that are not yet acknowledged.")
            .watch("it approaches `kafka.max-in-flight`: Kafka is slow; further records count as overload")),
    KAFKA_RECORDS_LIMIT(gauge("kafka_records_limit", "Maximum number of records in flight.")),
    KAFKA_PUBLISH_DURATION_SECONDS(
            histogram("kafka_publish_duration_seconds", "Time from the handover of a record to its acknowledgement.")
                    .openLabel("topic", "name of the topic")
                    .watch("it grows: Kafka is slow; this time is part of `uplink_answer_duration_seconds`")),
    EVENT_PARTITIONS_UNAVAILABLE(gauge(
                    "event_partitions_unavailable", "Partitions of the events that cannot be written to at the moment.")
            .watch("above 0: Kafka does not accept events, see [the outage ladder](decisions/0007-outage-ladder.md)")),
    EVENT_PARTITION_OUTAGES(
            counter("event_partition_outages_total", "Times that a partition of the events became unavailable.")),

    REDIS_OPERATIONS(counter("redis_operations_total", "Operations in Redis.")
            .openLabel("operation", "name of the operation")
            .label(
                    "outcome",
                    "done: answered",
                    "failed: not answered, or answered with an error",
                    "skipped: not sent, because it was no longer wanted or its server was unavailable",
                    "overloaded: not sent, because `redis.queue-limit` was reached")
            .watch("`failed` or `overloaded` grow: Redis is unavailable or too slow")),
    REDIS_OPERATIONS_WAITING(gauge("redis_operations_waiting", "Operations that wait for a pipeline.")
            .watch("it approaches `redis.queue-limit`: Redis is too slow; further operations fail")),
    REDIS_OPERATIONS_LIMIT(gauge("redis_operations_limit", "Maximum number of operations that wait for a pipeline.")),
    REDIS_PIPELINE_DURATION_SECONDS(
            histogram("redis_pipeline_duration_seconds", "Time of one pipeline of operations.")),
    REDIS_OUTAGES(counter("redis_outages_total", "Times that a Redis server became unavailable.")
            .openLabel(
                    "reason",
                    "`unreachable`; `misfit`: not the kind of server that is configured; the error code with which the"
                            + " server refuses writes, such as `oom`, `misconf`, `noreplicas` or `readonly`; `other`")
            .watch("it grows: a Redis server does not answer or [refuses writes](redis.md#when-redis-refuses)")),
    REDIS_SERVERS_UNAVAILABLE(gauge("redis_servers_unavailable", "Redis servers that do not answer or refuse writes.")
            .watch("above 0: see `redis_outages_total` for the reason")),
    ROUTES_HELD(gauge("routes_held", "Routes of the sessions of this pod.")),
    ROUTES_CHANGED(counter("routes_changed_total", "Changes of routes of this pod.")
            .label(
                    "outcome",
                    "claimed: a session started",
                    "provisional: a session started while Redis was unavailable",
                    "restored: renewed although it was absent or older",
                    "superseded: a newer session has it",
                    "declared-lost: other pods declared it lost",
                    "released: a session ended",
                    "abandoned: its session could not report its end, and `routes_unreported` was at its limit")
            .watch("`restored` grows: Redis lost data; `abandoned` grows: no pod reports these charge points offline")),
    ROUTES_UNREPORTED(gauge(
                    "routes_unreported",
                    "Charge points whose last session here ended without an acknowledged `device.offline`. Limit: 200,000.")
            .watch("it stays above 0: other pods report these charge points when this pod has ended")),
    ROUTES_REPAIRED(counter("routes_repaired_total", "Differences between Redis and this pod that were repaired.")
            .label(
                    "reason",
                    "unnoted: the index entry of a route was missing",
                    "left-behind: the connection of a route had ended")),
    REGISTRATIONS_RECORDED(counter("registrations_recorded_total", "Attempts to store or find a registration status.")
            .label(
                    "outcome",
                    "recorded: stored",
                    "older: a newer session had stored one",
                    "kept: kept in memory, because Redis was unavailable",
                    "lost: dropped, because too many were kept already",
                    "unknown: could not be read")
            .watch("`lost` above 0: a registration status was not stored; the charge point's next boot repairs it")),

    SWEEPER_COMMANDS_SKIPPED(
            counter("sweeper_commands_skipped_total", "Records that a living pod had already handled.")),
    SWEEPER_COMMANDS_ENDED(counter(
                    "sweeper_commands_ended_total",
                    "Commands that the sweeper ended, because no living pod would have.")
            .openLabel("outcome", "the outcome of the result: see [commands.md](commands.md)")
            .watch("it grows: a pod died, and its commands ended")),
    SWEEPER_COMMANDS_FORWARDED(counter(
            "sweeper_commands_forwarded_total",
            "Commands of a dead pod that the sweeper forwarded to the pod that has their charge point now.")),
    SWEEPER_RESULTS_REDELIVERED(counter(
            "sweeper_results_redelivered_total", "Stored results without delivery mark that the sweeper published.")),
    SWEEPER_CHECK_FAILURES(counter(
            "sweeper_check_failures_total",
            "Checks of a command that failed because of Redis or Kafka. The check is repeated.")),
    SWEEPER_COMMANDS_TRACKED(gauge("sweeper_commands_tracked", "Commands that the sweeper tracks.")
            .watch("it approaches `sweeper.held-limit`: partitions that hold more than an even share are paused")),
    SWEEPER_COMMANDS_TRACKED_BYTES(gauge(
                    "sweeper_commands_tracked_bytes", "Bytes of the commands that the sweeper tracks.")
            .watch("it approaches `sweeper.held-bytes`: partitions that hold more than an even share are paused")),
    SWEEPER_LOST_ROUTES(counter("sweeper_lost_routes_total", "Routes of dead pods.")
            .label(
                    "outcome",
                    "offline: an offline event was published",
                    "elsewhere: the charge point has a newer session",
                    "failed: Kafka did not accept the event; it is retried")
            .watch("`offline` grows: a pod died, and its charge points were reported offline"));

    @SuppressWarnings("ImmutableEnumChecker") // MetricSpec copies its collections.
    private final MetricSpec spec;

    RoutingMetric(MetricSpec spec) {
        this.spec = spec;
    }

    @Override
    public String prefix() {
        return "ocpp_gateway_";
    }

    @Override
    public MetricSpec spec() {
        return spec;
    }
}
