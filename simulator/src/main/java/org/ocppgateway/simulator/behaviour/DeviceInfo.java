package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.protocol.ChargePointId;

/** Vendor, model, serial number and firmware version of a simulated charge point. */
public final class DeviceInfo {
    public static final String VENDOR = "Simulator";
    public static final String MODEL = "Virtual 22";
    public static final String FIRMWARE_VERSION = "1.0.0";

    /** Maximum length in every OCPP version. */
    private static final int MAX_SERIAL_NUMBER = 25;

    private DeviceInfo() {}

    public static String serialNumber(ChargePointId id) {
        return id.value().substring(0, Math.min(id.value().length(), MAX_SERIAL_NUMBER));
    }
}
