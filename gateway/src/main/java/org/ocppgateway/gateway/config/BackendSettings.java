package org.ocppgateway.gateway.config;

import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.sweep.SweepSettings;

/** Settings of the side of the backend. */
public record BackendSettings(
        KafkaSettings kafka, RedisSettings redis, CommandSettings commands, SweepSettings sweep) {}
