package org.ocppgateway.gateway.config;

import java.time.Duration;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.session.SessionSettings;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.redis.RedisSettings;
import org.ocppgateway.routing.sweep.SweepSettings;

/**
 * The complete configuration.
 *
 * @param stopTimeout maximum duration of the shutdown
 */
public record GatewayConfig(
        PodId pod,
        Duration stopTimeout,
        EndpointSettings endpoint,
        ConnectionLimits connection,
        SessionSettings session,
        KafkaSettings kafka,
        RedisSettings redis,
        CommandSettings commands,
        SweepSettings sweep,
        TakeoverSettings takeover,
        AdminSettings admin) {}
