package org.ocppgateway.ops.bench.compare;

/** A row of the comparison. */
enum CompareRow {
    CONNECTING("connected, booted, answered", "s", Better.LESS),
    CONNECTING_COST("  processor time of each", "us", Better.LESS),
    HEARTBEATS("Heartbeats, closed loop", "/s", Better.MORE),
    HEARTBEATS_P50("  p50", "ms", Better.LESS),
    HEARTBEATS_P99("  p99", "ms", Better.LESS),
    HEARTBEATS_P999("  p99.9", "ms", Better.LESS),
    HEARTBEATS_COST("  processor time of each", "us", Better.LESS),
    HEARTBEATS_HALF_P99("  p99 at half of that rate", "ms", Better.LESS),
    METER_VALUES("durable MeterValues, closed loop", "/s", Better.MORE),
    METER_VALUES_P50("  p50", "ms", Better.LESS),
    METER_VALUES_P99("  p99", "ms", Better.LESS),
    METER_VALUES_P999("  p99.9", "ms", Better.LESS),
    METER_VALUES_COST("  processor time of each", "us", Better.LESS),
    METER_VALUES_HALF_P99("  p99 at half of that rate", "ms", Better.LESS),
    RESIDENT("resident memory, idle", "MiB", Better.LESS),
    PROPORTIONAL("  shared pages divided (Pss)", "MiB", Better.LESS),
    IDLE("processor time, idle", "% of one", Better.LESS),
    LOST("connections lost", "", Better.LESS),
    CLIENT_CONNECTING("load client: connecting", "% of one", Better.NEITHER),
    CLIENT_CONNECTING_COST("  processor time of each", "us", Better.NEITHER),
    CLIENT_HEARTBEATS("load client: Heartbeat loop", "% of one", Better.NEITHER),
    CLIENT_HEARTBEATS_COST("  processor time of each", "us", Better.NEITHER),
    CLIENT_METER_VALUES("load client: MeterValues loop", "% of one", Better.NEITHER),
    CLIENT_METER_VALUES_COST("  processor time of each", "us", Better.NEITHER);

    private final String label;
    private final String unit;
    private final Better better;

    /** The better of two values. */
    enum Better {
        MORE,
        LESS,
        /** Tells about the measurement, not about the server. */
        NEITHER
    }

    CompareRow(String label, String unit, Better better) {
        this.label = label;
        this.unit = unit;
        this.better = better;
    }

    String label() {
        return label;
    }

    String unit() {
        return unit;
    }

    Better better() {
        return better;
    }
}
