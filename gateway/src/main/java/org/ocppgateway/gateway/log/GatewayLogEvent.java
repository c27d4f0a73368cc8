package org.ocppgateway.gateway.log;

import static org.ocppgateway.routing.log.LogSpec.debug;
import static org.ocppgateway.routing.log.LogSpec.error;
import static org.ocppgateway.routing.log.LogSpec.info;
import static org.ocppgateway.routing.log.LogSpec.warn;

import org.ocppgateway.routing.log.LogEvent;
import org.ocppgateway.routing.log.LogSpec;

/** The kinds of log lines of this module. */
public enum GatewayLogEvent implements LogEvent {
    ADMISSION_CREDENTIALS_REFUSED(warn(
            "Refused {chargePointId} from {address}: {reason}",
            "Compare the credentials of the charge point with its entry; GET /api/v1/refusals explains the refusal.")),
    API_CALLED(info("{method} {path} by {caller}: {status}")),
    API_REQUEST_FAILED(
            warn("Request {method} {path} failed", "An error in the gateway, with its stack trace; report it.")),
    BAN_INVALID(warn("The ban {banId} is invalid and is skipped: {reason}", "Delete the ban and add it again.")),
    BAN_LIST_NOT_READ(warn("Bans could not be read; the last known ones stay in force: {reason}", "Restore Redis.")),
    CONNECTION_CHECK_FAILED(warn(
            "The liveness check of the connection of {chargePointId} failed",
            "An error in the gateway, with its stack trace; report it.")),
    CONNECTION_FAILED(debug("The connection of {chargePointId} failed")),
    CONNECTION_LISTENER_FAILED(warn(
            "Closed the session of {chargePointId} after an internal error",
            "An error in the gateway, with its stack trace; report it.")),
    CREDENTIAL_ENTRY_INVALID(error(
            "The entry credential:{chargePointId} in Redis is invalid: {reason}",
            "Correct the entry. Until then the charge point is not admitted.")),
    CREDENTIAL_FILE_INVALID(error(
            "The credentials file cannot be read; its earlier entries stay in use: {reason}",
            "Correct the file. It is read again when it changes.")),
    CREDENTIAL_FILE_LOADED(info("Read the credentials file: {entries} entries, {changed} changed")),
    CREDENTIAL_ROTATED(info("{chargePointId} uses its new password; the old one is no longer accepted")),
    CREDENTIAL_ROTATION_NOT_STORED(warn(
            "{chargePointId} rejected its new password, but this could not be stored: {reason}. Both passwords are accepted",
            "Restore Redis. Further rotations are refused; see Rotation in credentials.md.")),
    CREDENTIAL_ROTATION_UNCONFIRMED(debug("The rotation of {chargePointId} is confirmed at its next connection")),
    DOWNLINK_COMMAND_FAILED(warn(
            "Command {commandId} to {chargePointId} failed",
            "An error in the gateway, with its stack trace; report it.")),
    POD_DRAIN_CANCELLED(
            info("{podId} admits charge points again: the drain is cancelled with {count} connections left")),
    POD_DRAIN_ENDED(
            info(
                    "{podId} is drained, {manner}, after {millis} ms: {cut} connections were closed with an outstanding CALL, {count} are left")),
    POD_DRAIN_STARTED(info("{podId} drains {count} connections at {rate} per second, until {deadline} at the latest")),
    ENDPOINT_CLOSE_FAILED(warn(
            "Closing a connection after the handshake timeout failed",
            "An error in the gateway, with its stack trace; report it.")),
    ENDPOINT_CONNECTION_REFUSED(
            info(
                    "{protocol} connection from {address} failed: {reason}: {explanation} ({suppressed} others since the last such line)")),
    ENDPOINT_LISTENER_CLOSE_FAILED(warn(
            "Listener {listener} could not be closed", "An error in the gateway, with its stack trace; report it.")),
    EVENT_REFUSED(warn(
            "Kafka refused an event of {chargePointId}; the event is lost",
            "The stack trace says why: a record that is too large, or a property of the topic.")),
    KAFKA_AWAITED(warn(
            "Waiting for Kafka: {reason}",
            "Restore what the reason names. The process ends after kafka.start-timeout if topics are missing.")),
    OFFLINE_EVENT_DROPPED(warn(
            "Dropped the device.offline event of {chargePointId}: {reason}",
            "Restore Kafka. Another pod publishes device.offline with reason pod-lost after this pod has ended, unless the charge point has"
                    + " connected again.")),
    PEER_RECHECK_FAILED(debug("Recheck request to {podId} about {chargePointId} failed")),
    PEER_SERVICE_FAILED(
            warn("A request of another pod failed", "An error in the gateway, with its stack trace; report it.")),
    PEER_TAKEOVER_FAILED(info("Takeover request to {podId} about {chargePointId} {problem}: {reason}")),
    PROCESS_BACKEND_UNPROTECTED(warn(
            "Connections to {server} are {missing}: {key}",
            "Use TLS and a user or certificate, as ops/config/production.conf does, or accept the risk.")),
    PROCESS_COMPONENT_FAILED(
            warn("Stopping {component} failed", "An error in the gateway, with its stack trace; report it.")),
    PROCESS_COMPONENT_FORCED(
            warn("{component} was stopped by force: {reason}", "Raise stop-timeout if it happens at each stop.")),
    PROCESS_COMPONENT_LATE(warn(
            "{component} did not stop within {millis} ms; continuing without it",
            "Raise stop-timeout if it happens at each stop.")),
    PROCESS_OPTION_MISSING(warn(
            "Start this JVM with {option}: without it the process continues after an OutOfMemoryError",
            "Add the option. After an OutOfMemoryError any thread may have ended.")),
    PROCESS_READY(
            info(
                    "{podId} is ready after {millis} ms: charge points on port {port}, health and metrics on port {adminPort}")),
    PROCESS_STOPPED(info("{podId} has stopped, {manner}")),
    PROCESS_STOPPING(info("{podId} is stopping")),
    POD_REBALANCE_ENDED(info("The rebalance by {podId} has ended: {outcome}")),
    POD_REBALANCE_FAILED(warn(
            "The rebalance by {podId} failed",
            "Restore Redis if it is unavailable. Otherwise an error in the gateway, with its stack trace; report it.")),
    POD_REBALANCE_STARTED(
            info(
                    "{podId} begins a rebalance: {count} connections too many on {pods} pods, which leave at {rate} per second and pod")),
    REFUSAL_SUMMARIES_NOT_STORED(
            warn("Summaries of refusals cannot be stored and are tried again: {reason}", "Restore Redis.")),
    REPLY_INVALID(warn(
            "The reply to {type} of {chargePointId}, request {requestId}, is invalid: {reason}",
            "Correct the backend. Until its deadline a valid reply may follow.")),
    JOURNAL_FAILED(warn("A frame was not recorded", "An error in the gateway, with its stack trace; report it.")),
    SESSION_CREDENTIALS_CHANGED(info("The session of {chargePointId} ends because its credential entry has changed")),
    SESSION_ENDED(debug("The session of {chargePointId} was ended by the {endedBy}: {closeCode} {closeReason}")),
    SESSION_OUTAGE_CLOSES_STARTED(warn(
            "Events of partition {partition} cannot be published: closing connections with unanswered messages, at most {limit} per second",
            "Restore Kafka. Charge points queue their messages meanwhile.")),
    SESSION_STARTED(debug("{chargePointId} is connected with epoch {sessionEpoch}")),
    TLS_FILES_CHECK_FAILED(error(
            "TLS of {listener}: the files could not be checked",
            "An error in the gateway, with its stack trace; report it.")),
    TLS_FILES_INVALID(error(
            "TLS of {listener}: the new files cannot be used, the last good ones stay: {reason}",
            "Correct the files that the reason names. They are read again when they change.")),
    TLS_FILES_LOADED(info("TLS of {listener}: loaded new {files}")),
    TLS_FILES_WARNING(
            warn("TLS of {listener}: {reason}", "Renew the certificate or the revocation list that the reason names.")),
    UPLINK_CALL_FAILED(warn(
            "Closed the connection of {chargePointId} after an internal error",
            "An error in the gateway, with its stack trace; report it.")),
    UPLINK_CALL_REJECTED(info("Rejected {action} of {chargePointId}: {code}, {reason}"));

    @SuppressWarnings("ImmutableEnumChecker") // LogSpec copies its list.
    private final LogSpec spec;

    GatewayLogEvent(LogSpec spec) {
        this.spec = spec;
    }

    @Override
    public LogSpec spec() {
        return spec;
    }
}
