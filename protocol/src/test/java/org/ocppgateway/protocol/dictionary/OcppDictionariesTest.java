package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.MessageType.Direction;

class OcppDictionariesTest {
    private static final Set<String> FROM_CHARGE_POINT_1_6 = Set.of(
            "Authorize",
            "BootNotification",
            "DataTransfer",
            "DiagnosticsStatusNotification",
            "FirmwareStatusNotification",
            "Heartbeat",
            "LogStatusNotification",
            "MeterValues",
            "SecurityEventNotification",
            "SignCertificate",
            "SignedFirmwareStatusNotification",
            "StartTransaction",
            "StatusNotification",
            "StopTransaction");
    private static final Set<String> FROM_CHARGE_POINT_2_0_1 = Set.of(
            "Authorize",
            "BootNotification",
            "ClearedChargingLimit",
            "DataTransfer",
            "FirmwareStatusNotification",
            "Get15118EVCertificate",
            "GetCertificateStatus",
            "Heartbeat",
            "LogStatusNotification",
            "MeterValues",
            "NotifyChargingLimit",
            "NotifyCustomerInformation",
            "NotifyDisplayMessages",
            "NotifyEVChargingNeeds",
            "NotifyEVChargingSchedule",
            "NotifyEvent",
            "NotifyMonitoringReport",
            "NotifyReport",
            "PublishFirmwareStatusNotification",
            "ReportChargingProfiles",
            "ReservationStatusUpdate",
            "SecurityEventNotification",
            "SignCertificate",
            "StatusNotification",
            "TransactionEvent");
    private static final Set<String> FROM_CHARGE_POINT_NEW_IN_2_1 = Set.of(
            "BatterySwap",
            "ClosePeriodicEventStream",
            "GetCertificateChainStatus",
            "NotifyDERAlarm",
            "NotifyDERStartStop",
            "NotifyPeriodicEventStream",
            "NotifyPriorityCharging",
            "NotifySettlement",
            "OpenPeriodicEventStream",
            "PullDynamicScheduleUpdate",
            "ReportDERControl",
            "VatNumberValidation");

    @Test
    void hasEveryActionOfEveryVersion() {
        assertEquals(39, Dictionary.of(OcppVersion.V1_6).messages().size());
        assertEquals(64, Dictionary.of(OcppVersion.V2_0_1).messages().size());
        assertEquals(91, Dictionary.of(OcppVersion.V2_1).messages().size());
    }

    @Test
    void directionsMatchTheSpecification() {
        Predicate<MessageType> uplink = message -> message.direction().fromChargePoint();
        assertEquals(sorted(FROM_CHARGE_POINT_1_6), actions(OcppVersion.V1_6, uplink));
        assertEquals(sorted(FROM_CHARGE_POINT_2_0_1), actions(OcppVersion.V2_0_1, uplink));
        Set<String> in21 = sorted(FROM_CHARGE_POINT_2_0_1);
        in21.addAll(FROM_CHARGE_POINT_NEW_IN_2_1);
        assertEquals(in21, actions(OcppVersion.V2_1, uplink));
    }

    @Test
    void onlyDataTransferHasBothDirections() {
        for (OcppVersion version : OcppVersion.values()) {
            assertEquals(Set.of("DataTransfer"), actions(version, message -> message.direction() == Direction.BOTH));
        }
    }

    @Test
    void onlyOneMessageOf21IsUnanswered() {
        assertEquals(Set.of(), actions(OcppVersion.V1_6, message -> !message.answered()));
        assertEquals(Set.of(), actions(OcppVersion.V2_0_1, message -> !message.answered()));
        assertEquals(Set.of("NotifyPeriodicEventStream"), actions(OcppVersion.V2_1, message -> !message.answered()));
    }

    @Test
    void everyObjectOf2xExceptCustomDataHasCustomData() {
        for (OcppVersion version : List.of(OcppVersion.V2_0_1, OcppVersion.V2_1)) {
            for (ObjectType type : Dictionary.of(version).types()) {
                assertEquals(type.name().equals("CustomData"), type.indexOf("customData") < 0, type.name());
            }
        }
    }

    private static Set<String> actions(OcppVersion version, Predicate<MessageType> which) {
        return Dictionary.of(version).messages().stream()
                .filter(which)
                .map(message -> message.action().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sorted(Set<String> names) {
        return new TreeSet<>(names);
    }
}
