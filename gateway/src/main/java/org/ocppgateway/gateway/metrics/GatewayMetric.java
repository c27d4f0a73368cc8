package org.ocppgateway.gateway.metrics;

import static org.ocppgateway.routing.metrics.MetricSpec.counter;
import static org.ocppgateway.routing.metrics.MetricSpec.gauge;
import static org.ocppgateway.routing.metrics.MetricSpec.histogram;

import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.MetricSpec;

/** The metrics of this module. */
public enum GatewayMetric implements Metric {
    ENDPOINT_UPGRADES(counter("endpoint_upgrades_total", "WebSocket upgrades answered with 101.")
            .openLabel("version", "OCPP version; `none`: closed, because there is no common version")
            .watch("`none` grows: charge points offer no known subprotocol, see [charge-points.md](charge-points.md)")),
    ENDPOINT_UPGRADE_REFUSALS(counter("endpoint_upgrade_refusals_total", "Upgrades refused before the 101.")
            .openLabel("status", "HTTP status")
            .openLabel("reason", "text of the answer")
            .watch(
                    "`503` grows: lack of [capacity](decisions/0010-overload.md) or Kafka; `409` grows: two devices share an"
                            + " identity")),
    ENDPOINT_ADMISSION_DURATION_SECONDS(histogram(
                    "endpoint_admission_duration_seconds",
                    "Time of the checks of an upgrade request: limits, credentials, takeover.")
            .watch("charge points wait: a source of credentials, Redis or another pod is slow")),
    ENDPOINT_HANDSHAKE_TIMEOUTS(
            counter("endpoint_handshake_timeouts_total", "TCP connections cut because of `endpoint.handshake-timeout`.")
                    .watch("it grows: peers connect and send nothing, or the network is slow")),
    ENDPOINT_COMPRESSION_REFUSALS(counter(
            "endpoint_compression_refusals_total",
            "Offers of permessage-deflate declined because of `endpoint.max-compressed-connections`.")),
    ENDPOINT_COMPRESSED_CONNECTIONS(gauge("endpoint_compressed_connections", "Connections with permessage-deflate.")),
    ENDPOINT_LINGERING_SOCKETS(gauge(
            "endpoint_lingering_sockets",
            "Sockets of closed connections that are read until the peer has received the close frame.")),

    CONNECTIONS_OPEN(gauge("connections_open", "Open WebSocket connections.")
            .watch("it approaches `connections_limit`: add pods, or heap")),
    CONNECTIONS_LIMIT(gauge("connections_limit", "Maximum number of open connections.")),
    CONNECTIONS_OPENED(counter("connections_opened_total", "Connections opened.")),
    CONNECTIONS_CLOSED(counter("connections_closed_total", "Connections ended.")
            .openLabel("code", "close code from 1000 to 1015; `other`: any other code")
            .watch("codes other than 1000, 1001 and 1006 grow")),
    CONNECTIONS_OVER_LIMIT(counter(
                    "connections_over_limit_total",
                    "Connections closed on open because `connections_limit` was reached.")
            .watch("it grows: add pods, or heap")),
    CONNECTIONS_SILENT(counter("connections_silent_total", "Connections cut because the peer was silent.")
            .watch("it grows: networks or charge points have problems")),
    CONNECTIONS_FLOODING(counter(
                    "connections_flooding_total",
                    "Connections closed because the peer exceeded its rate limit for `connection.flood-patience`.")
            .watch("it grows: charge points send too much; the log and the close code 1008 name them")),
    CONNECTION_SLOW_CONSUMERS(
            counter("connection_slow_consumers_total", "Connections closed because the peer did not read fast enough.")
                    .watch("it grows: networks or charge points have problems")),
    CONNECTION_MESSAGE_TIMEOUTS(counter(
                    "connection_message_timeouts_total",
                    "Connections cut because a message exceeded `connection.message-timeout`.")
            .watch("it grows: links are slow, or a peer sends messages without end")),
    CONNECTION_BACKLOG_CHARACTERS(gauge(
                    "connection_backlog_characters",
                    "Characters of received messages that wait for processing or are being processed.")
            .watch("above half of `connection.max-backlog` reading pauses: a backend or Kafka is slow")),
    CONNECTION_BACKLOG_FULL(counter(
                    "connection_backlog_full_total",
                    "Connections closed because memory for their message was exhausted.")
            .watch("it grows: a peer sends messages without end, or `connection.max-backlog` is too small")),
    CONNECTION_PARTIAL_MESSAGE_BYTES(gauge("connection_partial_message_bytes", "Bytes of incomplete messages.")
            .watch("it approaches `connection.max-backlog`: connections with incomplete messages are not read")),
    CONNECTION_PARTIAL_MESSAGES_WAITING(gauge(
                    "connection_partial_messages_waiting",
                    "Connections with an incomplete message that are not read because memory is scarce.")
            .watch("above 0: links are slow, or a peer sends messages without end")),
    CONNECTION_MESSAGES_RECEIVED(counter("connection_messages_received_total", "Text messages received.")),
    CONNECTION_MESSAGES_SENT(counter("connection_messages_sent_total", "Text messages queued for sending.")),
    CONNECTION_MESSAGES_THROTTLED(counter(
                    "connection_messages_throttled_total",
                    "Messages and control frames delayed because the peer exceeded `connection.messages-per-second`.")
            .watch("it grows: charge points send more than the limit allows")),
    CONNECTION_READ_PAUSES(counter(
                    "connection_read_pauses_total",
                    "Messages after which reading from their connection paused, because its inbox, its share of the backlog or"
                            + " the backlog was full.")
            .watch("it grows: a backend or Kafka is slow, or a peer sends too much")),
    CONNECTION_PING_DURATION_SECONDS(
            histogram("connection_ping_duration_seconds", "Time from a ping to its pong, the round-trip time.")
                    .watch("the median grows: the network, or a proxy in front of the gateway, is slow")),
    CONNECTION_PINGS_SENT(counter("connection_pings_sent_total", "Pings sent to charge points.")),
    CONNECTION_PINGS_SKIPPED(counter("connection_pings_skipped_total", "Pings skipped because the peer did not read.")
            .watch("it grows: networks or charge points have problems")),

    SESSIONS_SUPERSEDED(counter("sessions_superseded_total", "Sessions closed because a newer one started.")),
    SESSION_LEAVES(counter("session_leaves_total", "Sessions that the gateway ended gracefully.")
            .label(
                    "outcome",
                    "completed: all outstanding CALLs had ended",
                    "timeout: closed with an outstanding CALL, because of the time limit")
            .label(
                    "reason",
                    "disconnect: by an operator",
                    "stop: the process stops",
                    "drain: an operator drains the pod",
                    "rebalance: the pod had more connections than others",
                    "max-age: `connection.max-age`")
            .watch("`timeout` grows during a stop: charge points do not answer, or Kafka is unavailable")),
    SESSION_OUTAGE_CLOSES(counter(
                    "session_outage_closes_total",
                    "Messages whose connection was closed because their event could not be published in time.")
            .watch("it grows: Kafka does not accept events, see [the outage ladder](decisions/0007-outage-ladder.md)")),
    SESSION_CONNECTORS_DROPPED(counter(
                    "session_connectors_dropped_total",
                    "Connectors and transactions that are no longer listed, because their session reported more than 100.")
            .watch("it grows: a charge point reports more connectors than any has")),
    JOURNAL_RECORDS(counter("journal_records_total", "Records of the frame journal.")),
    JOURNAL_FRAMES_DROPPED(counter("journal_frames_dropped_total", "Frames without a record in the journal.")
            .label(
                    "reason",
                    "queue_full: overload",
                    "too_large: the record is larger than `journal.ring-size`",
                    "failed: an error in the gateway")
            .watch("it grows: the journal has gaps; traffic is not affected")),
    JOURNAL_TOPIC_RECORDS(counter("journal_topic_records_total", "Records for the topic `ocpp-frames`.")
            .label("outcome", "accepted: passed to the producer", "dropped: overload, or Kafka is out of reach")
            .watch("`dropped` grows: the topic has gaps; traffic is not affected")),
    JOURNAL_RING_BYTES(gauge("journal_ring_bytes", "Memory of the last frames.")),
    JOURNAL_BAD_END_BYTES(gauge("journal_bad_end_bytes", "Memory of the frames of sessions that ended badly.")),
    JOURNAL_STREAMS_OPEN(gauge("journal_streams_open", "Open live streams of frames.")),

    UPLINK_CALLS(counter("uplink_calls_total", "CALLs and SENDs of charge points.")
            .label(
                    "outcome",
                    "accepted: answered with CALLRESULT, or accepted as a SEND",
                    "refused: answered with an error because of its content",
                    "forbidden: answered with SecurityError, or dropped as a SEND, because of the registration status",
                    "failed: answered with an error because its event could not be published",
                    "unanswered: not answered",
                    "attached: repeated while the first was being processed; answered once",
                    "repeated: repeated after its answer; the stored answer was sent again")
            .watch("`refused` grows: messages violate the standard, see `session.violations`")),
    UPLINK_INVALID_FRAMES(
            counter("uplink_invalid_frames_total", "Frames that are malformed, and answers without a pending CALL.")
                    .label(
                            "reason",
                            "malformed: not an OCPP-J frame",
                            "dropped: neither answered nor processed",
                            "broken_answer: an answer that violates OCPP-J",
                            "late_answer: an answer after its timeout",
                            "unknown_answer: an answer to no CALL of this session")),
    UPLINK_ANSWER_DURATION_SECONDS(
            histogram("uplink_answer_duration_seconds", "Time from the reception of a CALL to its CALLRESULT.")
                    .watch(
                            "it grows: charge points wait for answers; compare `kafka_publish_duration_seconds`, the time that Kafka takes")),
    UPLINK_ANSWERS_PENDING(gauge(
                    "uplink_answers_pending", "Messages whose answer waits because their event cannot be published.")
            .watch("above 0: Kafka does not accept events, see [the outage ladder](decisions/0007-outage-ladder.md)")),
    UPLINK_QUEUE_FULL(
            counter("uplink_queue_full_total", "Times that reading stopped because `session.uplink-bound` was reached.")
                    .watch("it grows: a backend or Kafka is slow")),
    DOWNLINK_CALL_DURATION_SECONDS(
            histogram("downlink_call_duration_seconds", "Time from sending a CALL of a command to its answer.")
                    .watch("charge points or their networks are slow")),
    DOWNLINK_QUEUE_FULL(
            counter("downlink_queue_full_total", "Commands refused because `session.downlink-bound` was reached.")
                    .watch("it grows: a backend sends commands faster than a charge point answers")),
    UPLINK_REJECTED_CALLS(
            counter("uplink_rejected_calls_total", "CALLs answered with an error.")
                    .openLabel("version", "OCPP version")
                    .openLabel("action", "action of the dictionaries; `other`: any other")
                    .openLabel("code", "error code of the CALLERROR")
                    .watch(
                            "it grows: the log and the events [`message.rejected`](events.md#refused-messages) name the charge points")),
    UPLINK_REJECTION_EVENTS(counter("uplink_rejection_events_total", "Events about rejected CALLs.")
            .label(
                    "outcome",
                    "published: handed to Kafka",
                    "limited: not published, because the limit of the charge point was reached",
                    "dropped: not published, because Kafka was unavailable or overloaded")),
    UPLINK_REJECTION_LIMIT_ENTRIES(gauge(
            "uplink_rejection_limit_entries",
            "Charge points with an entry in the limit of rejections. At 10,000 the oldest entry is removed.")),

    EVENT_PUBLISH_FAILURES(counter("event_publish_failures_total", "Failed attempts to publish an event.")
            .label(
                    "reason",
                    "outage: no acknowledgement in time",
                    "topic_missing: the topic does not exist",
                    "not_authorised: the gateway's user may not write to the topic",
                    "overloaded: `kafka.max-in-flight` was reached",
                    "refused: refused for a lasting reason; the event is lost")
            .watch("it grows: the reason says what to do; create the topic, grant the permission, or restore Kafka")),
    OFFLINE_EVENTS_PENDING(gauge("offline_events_pending", "`device.offline` events that wait for Kafka.")
            .watch("it approaches `session.offline-event.max-pending`: further ones are dropped")),
    OFFLINE_EVENTS_DROPPED(
            counter(
                            "offline_events_dropped_total",
                            "`device.offline` events that were not published by the pod of their session.")
                    .watch(
                            "above 0: another pod publishes them after this pod has ended, unless the charge point has connected again")),
    CAPACITY_MESSAGES_IN_PROGRESS(gauge("capacity_messages_in_progress", "Messages whose event is being published.")
            .watch("it approaches `session.capacity.messages-in-progress`: Kafka is slow")),
    CAPACITY_MESSAGES_LIMIT(
            gauge("capacity_messages_limit", "Maximum of `capacity_messages_in_progress` while Kafka accepts events.")),
    CAPACITY_WAITS(counter(
                    "capacity_waits_total",
                    "Messages that waited because `session.capacity.messages-in-progress` was reached.")
            .label("importance", "critical: transaction data and security events", "normal: everything else")
            .watch("it grows: a limit is reached")),
    CAPACITY_REFUSALS(counter(
                    "capacity_refusals_total",
                    "Messages rejected because they got no capacity before their answer was due.")
            .label("importance", "critical: transaction data and security events", "normal: everything else")
            .watch("it grows: Kafka is too slow for the load; add pods or brokers")),
    CAPACITY_DELAYS(
            counter("capacity_delays_total", "Messages delayed by the limit `session.capacity.messages-per-second`.")
                    .watch("it grows: a limit is reached")),

    DECISIONS_CLOSED(counter("decisions_closed_total", "Decisions of the backend that ended.")
            .label(
                    "outcome",
                    "decided: the backend replied in time",
                    "overdue: the fallback answered after the deadline",
                    "abandoned: the connection was lost, or the event could not be published first",
                    "overloaded: the backend was not asked because of `session.decisions.open-limit`; the fallback answered")
            .watch("`overdue` or `overloaded` grow: the backend is too slow")),
    DECISIONS_PENDING(gauge("decisions_pending", "Decisions that wait for the backend.")
            .watch("it approaches `session.decisions.open-limit`: further messages are answered by the fallback")),
    DECISION_DURATION_SECONDS(
            histogram("decision_duration_seconds", "Time from the request to the reply of the backend.")),
    TAKEOVER_DECISIONS(
            counter("takeover_decisions_total", "Decisions about connections of a charge point that has a session.")
                    .label(
                            "outcome",
                            "silent: taken over, because the session was silent",
                            "persisted: taken over, because new connections kept arriving for `takeover.challenge-period`",
                            "newest: taken over, because the newest connection wins",
                            "alive: refused, because the session is alive",
                            "limited: refused, because of `takeover.takeovers-per-minute`",
                            "busy: refused, because `takeover.probe-limit` decisions were in progress")
                    .watch("`alive` grows: two devices share an identity")),
    TAKEOVER_EVENTS_DROPPED(counter(
            "takeover_events_dropped_total",
            "Security events about a second connection that were not published. The next refusal tries again.")),
    CREDENTIAL_LOOKUPS(
            counter("credential_lookups_total", "Lookups in sources of credential entries.")
                    .label("source", "file: the credentials file", "redis: Redis", "http: the HTTP service")
                    .label(
                            "outcome",
                            "found: the source has an entry",
                            "stale: the source is unavailable, and its last known entry is used",
                            "unknown: the source has no entry",
                            "unavailable: the source cannot answer")
                    .watch(
                            "`unavailable` or `stale` grow: a source is unavailable, see [credentials.md](credentials.md#sources)")),
    CREDENTIAL_FILE_ENTRIES(gauge("credential_file_entries", "Entries of the credentials file.")),
    CREDENTIAL_FILE_INVALID(gauge("credential_file_invalid", "1 while the credentials file cannot be read.")
            .watch("1: the log names the mistake; the earlier entries stay in use")),
    CREDENTIAL_FILE_FAILURES(counter(
            "credential_file_failures_total",
            "Changed credentials files that could not be read. The earlier entries stay in use.")),
    CREDENTIAL_REQUEST_DURATION_SECONDS(
            histogram("credential_request_duration_seconds", "Time of requests to the HTTP credential service.")),
    CREDENTIAL_REQUESTS_WAITING(gauge(
            "credential_requests_waiting",
            "Lookups that wait for one of `security.credentials.http.concurrency` requests.")),
    CREDENTIAL_SERVICE_PAUSED(gauge(
            "credential_service_paused", "1 while the HTTP credential service is not called because of failures.")),
    CREDENTIAL_CACHE_ENTRIES(gauge("credential_cache_entries", "Remembered entries of the HTTP credential service.")),
    CREDENTIAL_CACHE_EVICTIONS(counter(
            "credential_cache_evictions_total",
            "Entries forgotten because of `security.credentials.http.cache-limit`.")),
    PASSWORD_CHECKS(counter("password_checks_total", "Checks of received passwords.")
            .label(
                    "outcome",
                    "cached: right, and verified before",
                    "fast: right, by a fast hash",
                    "slow: right, by a slow hash",
                    "wrong: wrong",
                    "limited: not checked, because of `security.failed-attempts`",
                    "queue_full: not checked, because of `security.password-checks.queue-limit`",
                    "timeout: not checked within `security.password-checks.timeout`",
                    "unverifiable: the stored hash cannot be used")
            .watch("`wrong` or `limited` grow: passwords are being guessed, or a charge point has a wrong one;"
                    + " `GET /api/v1/refusals` names it")),
    PASSWORD_CHECKS_WAITING(gauge("password_checks_waiting", "Checks that wait for a thread for slow hashes.")),
    PASSWORD_HASH_DURATION_SECONDS(histogram(
            "password_hash_duration_seconds",
            "Time to check a password against a slow hash in all its spellings, without the wait in the queue.")),
    PASSWORD_CACHE_ENTRIES(gauge("password_cache_entries", "Remembered pairs of password and slow hash.")),
    PASSWORD_CACHE_EVICTIONS(counter(
            "password_cache_evictions_total", "Pairs forgotten because of `security.password-checks.verified-limit`.")),
    LIMIT_EVICTIONS(counter(
            "limit_evictions_total",
            "Addresses and identities whose attempts were forgotten because of `security.failed-attempts.max-keys` or"
                    + " `security.addresses.max-addresses`.")),
    REFUSAL_GROUPS(gauge("refusal_groups", "Groups of equal refusals in the journal of this pod.")),
    REFUSAL_EVICTIONS(counter("refusal_evictions_total", "Groups of refusals forgotten because the journal was full.")),
    SECURITY_EVENTS(
            counter("security_events_total", "Security events about refused connections.")
                    .label(
                            "outcome",
                            "published: on the event topic",
                            "limited: not published, because of the limit per source and in all",
                            "dropped: not published, because Kafka is unavailable")
                    .watch(
                            "`published` grows: `GET /api/v1/refusals` shows the attempts; `dropped` grows: Kafka is unavailable")),
    API_AUDIT_DROPPED(counter(
                    "api_audit_dropped_total",
                    "Audit records of the API that were not stored, because too many waited for Redis.")
            .watch("it grows: Redis is unavailable; the log has all of them, logger `audit`")),
    API_COMMANDS_UNWATCHED(counter(
                    "api_commands_unwatched_total",
                    "Commands answered with 202 at once, because too many calls of the API waited for a result.")
            .watch("it grows: callers wait for many commands at a time; they can read the state of each later")),
    API_REQUESTS(counter("api_requests_total", "Requests to the API.")
            .openLabel("method", "HTTP method; `other`: a method of no operation")
            .openLabel("status", "HTTP status")),
    DEPENDENCY_UNAVAILABLE(
            gauge("dependency_unavailable", "1 while a system that the gateway needs is unavailable; otherwise 0.")
                    .openLabel(
                            "dependency",
                            "`kafka`: the events; `kafka-commands`: the other topics; `redis`; `pod-name`: the name of this"
                                    + " pod in Redis")
                    .watch("1: `/health` has the reason")),
    POD_READY(gauge("pod_ready", "1 while the pod admits charge points; otherwise 0.")
            .watch("0 for long: `/health/ready` has the reason")),
    POD_DRAINING(gauge("pod_draining", "1 while an operator drains the pod; otherwise 0.")
            .watch("1 for long: end the drain, or restart the pod")),
    POD_DRAINS(
            counter("pod_drains_total", "Drains of the pod, the one of a shutdown included.")
                    .label(
                            "outcome",
                            "graceful: all outstanding CALLs had ended",
                            "forced: connections were closed with outstanding CALLs",
                            "cancelled: an operator ended it before all sessions had left")
                    .watch(
                            "`forced` grows: charge points do not answer, Kafka is unavailable, or `stop-timeout` is too short")),
    POD_REBALANCES(counter("pod_rebalances_total", "Rebalances that this pod conducted.")
            .label(
                    "outcome",
                    "even: each pod is within the spread around the average",
                    "uneven: rounds had no effect",
                    "aborted: charge points did not return, Redis was unavailable, or the pod stopped",
                    "cancelled: an operator cancelled it")
            .watch("`uneven` grows: the load balancer does not spread connections evenly")),
    PEER_REQUESTS(counter("peer_requests_total", "Requests to other pods.")
            .label(
                    "request",
                    "takeover: who wins a connection",
                    "recheck: whether a session still has its route and is permitted",
                    "rotate: set a new key on a charge point",
                    "query: a question of the API")
            .label(
                    "outcome",
                    "answered: the pod answered",
                    "dead: the pod has no lease",
                    "unreachable: the pod did not answer",
                    "local: could not be sent from this pod",
                    "dropped: not sent, because too many were in progress")
            .watch("`unreachable` grows: pods do not reach each other's admin port")),
    LOG_LINES_DROPPED(
            counter("log_lines_dropped_total", "Log lines dropped because the queue to standard output was full.")
                    .watch("above 0: the reader of standard output is too slow")),
    LOG_LINES_SUPPRESSED(counter(
            "log_lines_suppressed_total",
            "Log lines not written because of `log.lines-per-second`. The next line of the event has their number.")),
    TRACE_SPANS(counter("trace_spans_total", "Sampled spans of traces that ended.")
            .label(
                    "outcome",
                    "exported: the receiver accepted it",
                    "failed: the receiver did not accept it; lost",
                    "dropped: not sent, because too many were waiting; lost")
            .watch("`failed` or `dropped` grow: the receiver of `tracing.endpoint` is unavailable or too slow"));

    @SuppressWarnings("ImmutableEnumChecker") // MetricSpec copies its collections.
    private final MetricSpec spec;

    GatewayMetric(MetricSpec spec) {
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
