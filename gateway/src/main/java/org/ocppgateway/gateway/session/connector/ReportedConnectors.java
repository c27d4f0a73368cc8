package org.ocppgateway.gateway.session.connector;

import java.util.List;

/**
 * Connectors and transactions of one session.
 *
 * @param items by EVSE and connector
 * @param dropped number of connectors and transactions that were dropped because the session reported too many
 */
public record ReportedConnectors(List<ReportedConnector> items, int dropped) {
    /** Nothing was reported. */
    public static final ReportedConnectors NONE = new ReportedConnectors(List.of(), 0);

    public ReportedConnectors {
        items = List.copyOf(items);
    }
}
