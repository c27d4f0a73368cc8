package org.ocppgateway.routing.log;

import static org.ocppgateway.routing.log.LogSpec.debug;
import static org.ocppgateway.routing.log.LogSpec.error;
import static org.ocppgateway.routing.log.LogSpec.info;
import static org.ocppgateway.routing.log.LogSpec.warn;

/** The kinds of log lines of this module. */
public enum RoutingLogEvent implements LogEvent {
    CLIENT_EVENT_SKIPPED(warn(
            "Skipped a record on the topic of events that is not an event: {reason}",
            "Find the program that writes other records to the topic. Only in backends that use the Java client.")),
    CLIENT_READING_ENDED(debug("Results are no longer read")),
    CLIENT_RESULT_SKIPPED(warn(
            "Skipped a record on the topic of results that is not a result: {reason}",
            "Find the program that writes other records to the topic. Only in backends that use the Java client.")),
    COMMAND_DELAYED(debug("Command {commandId} to {chargePointId} waits for Redis: {reason}")),
    COMMAND_ENDED(debug("Command {commandId} to {chargePointId} ended as {outcome}")),
    DEPENDENCY_AVAILABLE(info("{dependency} is available")),
    DEPENDENCY_STILL_UNAVAILABLE(warn(
            "{dependency} is still unavailable: {reason}",
            "As for dependency-unavailable. Logged when the reason changes, and every ten seconds at most.")),
    DEPENDENCY_UNAVAILABLE(warn(
            "{dependency} is unavailable: {reason}",
            "Restore what the reason names. Health reports the same. Charge points stay connected.")),
    EVENT_PARTITION_AVAILABLE(info("Partition {partition} of the events is available after {seconds} s")),
    EVENT_PARTITION_UNAVAILABLE(warn(
            "Partition {partition} of the events is unavailable: {reason}",
            "Restore the leader of the partition, or what the reason names.")),
    KAFKA_DAMAGED_RECORD_SKIPPED(error(
            "Skipped the record at offset {offset} of {partition}: it cannot be read",
            "The record is damaged on the broker, or too large for the heap. Examine it with kafka-dump-log.")),
    KAFKA_DEADLY_RECORD_SKIPPED(error(
            "Skipped the record at offset {offset} of {partition}: {deaths} processes ended while they read it",
            "Examine the record with kafka-dump-log. It is lost for the gateway.")),
    KAFKA_PARTITIONS_DELAYED(debug("Partitions that were just assigned are read later: {reason}")),
    KAFKA_READING_ENDED(debug("Records are no longer read")),
    KAFKA_READ_MARKS_KEPT(debug("The read marks of {partitions} could not be removed: {reason}")),
    KAFKA_RECORD_BURIED(warn(
            "Wrote the record at offset {offset} of {topic}-{partition} to the dead letters: {reason}",
            "A backend writes records that are not commands. The record is in commands-dead-letter.")),
    KAFKA_RECORD_FAILED(
            error(
                    "The record at offset {offset} of {topic}-{partition} could not be handled",
                    "An error in the gateway, with its stack trace. The record is written to commands-dead-letter; report it.")),
    KAFKA_RECORD_LOST(
            error(
                    "The record at offset {offset} of {topic}-{partition} ({reason}) could not be written to the dead-letter topic: {problem}",
                    "Check that the topic commands-dead-letter exists and that the gateway may write to it. The record is still on its own topic.")),
    KAFKA_RECORD_REDUCED(warn(
            "A record of {bytes} bytes is too large for topic {topic}; it was written with payloadDropped (step {step})",
            "Raise max.message.bytes of the topic.")),
    KAFKA_RECORD_SKIPPED(error(
            "Skipped the record at offset {offset} of {topic}-{partition}",
            "An error in the gateway, with its stack trace. The record is not a command of this pod; report it.")),
    LEASE_AWAITED(info("Another process has the lease of {podId}; waiting for its end: {holder}")),
    LEASE_DELAYED(warn(
            "The lease of {podId} is acquired when Redis is available: {reason}",
            "Restore Redis. Until then no other pod knows this one.")),
    LEASE_LEFT(info("The lease of {podId} ends by expiry: {reason}")),
    LEASE_RENEWAL_FAILED(debug("The lease was not renewed: {reason}")),
    LEASE_TAKEN(error(
            "Another process runs under the name {podId}: {holder}",
            "Give each process its own POD_NAME. This process stops.")),
    REDIS_AUDIT_INVALID(warn(
            "Skipped a value of the Redis key audit, which is not an audit record: {reason}",
            "Find the program that wrote it; only the gateway writes this key.")),
    REDIS_BAN_INVALID(warn(
            "Skipped a value of the Redis key bans, which is not a ban: {reason}", "Delete the ban and add it again.")),
    REDIS_CONTINUITY_STARTED(info("Redis has had no data loss since {time}")),
    REDIS_MASTER_CHANGED(info("The sentinels report {server} as the master {name}")),
    REDIS_NODE_SLOTS_UNKNOWN(debug("{server} does not report its slots: {reason}")),
    REDIS_NODE_UNKNOWN(debug("{server} does not report whether it is a node of a cluster: {reason}")),
    REDIS_PROBE_FAILED(debug("Redis does not answer: {reason}")),
    REDIS_REPLY_INVALID(error(
            "The reply to {operation} of {key} could not be processed",
            "An error in the gateway or an unknown version of Redis, with its stack trace; report it.")),
    REDIS_SENTINEL_DISCONNECTED(debug("The connection to a sentinel was lost: {reason}")),
    REDIS_SENTINEL_SILENT(debug("Sentinel {server} does not answer: {reason}")),
    REDIS_SLOTS_UNKNOWN(debug("The cluster does not report its slots: {reason}")),
    REDIS_REFUSAL_SUMMARY_INVALID(
            warn("A summary of refusals in Redis cannot be read and is skipped: {reason}", "It expires within a day.")),
    REDIS_SECURITY_PROFILE_INVALID(warn(
            "The value of the key lastProfile:{chargePointId} in Redis is not a security profile and counts as 3",
            "Set the key to 0, 1, 2 or 3, or delete it.")),
    REGISTRATION_STORE_STOPPED(debug("Registrations are no longer stored; {count} were still waiting")),
    REGISTRATION_UNREADABLE(warn(
            "Skipped the registration of {chargePointId} in Redis, which is invalid: {reason}",
            "Another program has written to a key of the gateway in Redis: find it, and delete the value.")),
    RESULT_DELAYED(debug("The result of command {commandId} to {chargePointId} waits: {reason}")),
    RESULT_DROPPED(
            error(
                    "Dropped the result of command {commandId} to {chargePointId}: it could not be delivered in {limit}",
                    "Redis or Kafka was unavailable for commands.result-retry-limit. A result that is stored in Redis is delivered by the sweeper.")),
    ROUTE_CHECK_STARTED(warn(
            "This process was paused for longer than its lease; it checks its routes",
            "Look for the cause of the pause: a long garbage collection, a suspended machine, too few processors.")),
    ROUTE_ENTRY_SKIPPED(warn(
            "Skipped the index entry \"{entry}\" of {chargePointId}: {reason}",
            "Another program has written to a key of the gateway in Redis: find it, and delete the value.")),
    ROUTE_LISTENER_FAILED(warn(
            "The session of {chargePointId} could not be notified that it has lost its route",
            "An error in the gateway, with its stack trace. The notification is repeated; report it.")),
    ROUTE_PARTITION_SKIPPED(warn(
            "Skipped {podId} in the index of pods, because its partition is not a number: {partition}",
            "Another program has written to a key of the gateway in Redis: find it, and delete the value.")),
    ROUTE_UNREADABLE(warn(
            "The route of {chargePointId} cannot be read and counts as missing: {reason}",
            "Another program has written to a key of the gateway in Redis: find it, and delete the value.")),
    SWEEPER_CHECK_DELAYED(debug("Command {commandId} to {chargePointId} is checked again later: {reason}")),
    SWEEPER_CHECK_FAILED(error(
            "The check of command {commandId} to {chargePointId} failed",
            "An error in the gateway, with its stack trace. The check is repeated; report it.")),
    SWEEPER_COMMAND_ENDED(info("Ended command {commandId} to {chargePointId} as {outcome}: {reason}")),
    SWEEPER_COMMAND_FORWARDED(
            info("Forwarded command {commandId} to {chargePointId} to {podId}, because {deadPodId} is dead")),
    SWEEPER_COMMIT_DELAYED(debug("Progress was not committed and is committed later: {reason}")),
    SWEEPER_COMMIT_FAILED(info("The next member that reads {partitions} checks some commands again: {reason}")),
    SWEEPER_OFFLINE_EVENT_DELAYED(debug("The offline event of {chargePointId} is published later: {reason}")),
    SWEEPER_PODS_UNKNOWN(debug("Dead pods cannot be determined: {reason}")),
    SWEEPER_POD_LOST(
            info("Pod {podId} is dead; {offline} of its charge points were reported offline, {remaining} remain")),
    TASK_FAILED(error(
            "{task} failed and is repeated",
            "An error in the gateway, with its stack trace. The task runs again; report it.")),
    TASK_RECOVERED(info("{task} recovered")),
    TOPIC_CREATED(info("Created topic {topic} with {partitions} partitions")),
    TOPIC_EXISTS(info("Topic {topic} was created by another pod at the same time")),
    TOPIC_PROPERTIES_UNKNOWN(warn(
            "No Kafka client knows the client properties {names}; they are passed on for plug-ins",
            "Check the spelling in kafka.client-properties.")),
    TOPIC_SIZE_TOO_SMALL(warn(
            "Topic {topic} accepts records of at most {bytes} bytes, but the gateway may write {requiredBytes}. Larger ones are written without their payload. To raise the limit: {command}",
            "Run the command that the line gives.")),
    TOPIC_SIZE_UNKNOWN(info("The {setting} of topic {topic} cannot be read: {reason}; it should be at least {bytes}"));

    @SuppressWarnings("ImmutableEnumChecker") // LogSpec copies its list.
    private final LogSpec spec;

    RoutingLogEvent(LogSpec spec) {
        this.spec = spec;
    }

    @Override
    public LogSpec spec() {
        return spec;
    }
}
