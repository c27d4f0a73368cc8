package org.ocppgateway.gateway.config;

import java.time.Duration;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.journal.JournalSettings;
import org.ocppgateway.gateway.log.LogSettings;
import org.ocppgateway.gateway.trace.TracingSettings;
import org.ocppgateway.protocol.PodId;

/**
 * The complete configuration.
 *
 * @param stopTimeout maximum duration of the shutdown
 */
public record GatewayConfig(
        PodId pod,
        Duration stopTimeout,
        ChargePointSettings chargePoints,
        BackendSettings backend,
        JournalSettings journal,
        AdminSettings admin,
        LogSettings log,
        TracingSettings tracing) {}
