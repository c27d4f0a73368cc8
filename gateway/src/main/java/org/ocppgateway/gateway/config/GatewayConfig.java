package org.ocppgateway.gateway.config;

import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.drain.LeaveSettings;
import org.ocppgateway.gateway.journal.JournalSettings;
import org.ocppgateway.gateway.log.LogSettings;
import org.ocppgateway.gateway.trace.TracingSettings;
import org.ocppgateway.protocol.PodId;

/**
 * The complete configuration.
 *
 * @param leaving when and how sessions leave this pod
 */
public record GatewayConfig(
        PodId pod,
        LeaveSettings leaving,
        ChargePointSettings chargePoints,
        BackendSettings backend,
        JournalSettings journal,
        AdminSettings admin,
        LogSettings log,
        TracingSettings tracing) {}
