package org.ocppgateway.simulator.behaviour.v2;

import static org.ocppgateway.simulator.behaviour.MessageValidator.object;
import static org.ocppgateway.simulator.behaviour.MessageValidator.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.ChargePointConfiguration;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.ConfigurationItem;
import org.ocppgateway.simulator.behaviour.ConfigurationType;
import org.ocppgateway.simulator.behaviour.DeviceInfo;

/** Components and variables (OCPP 2.x) of a simulated charge point. Each variable has only the attribute Actual. */
final class DeviceModel {
    static final List<Variable> VARIABLES = List.of(
            fixed("ChargingStation", "VendorName", null, ConfigurationType.TEXT, DeviceInfo.VENDOR),
            fixed("ChargingStation", "Model", null, ConfigurationType.TEXT, DeviceInfo.MODEL),
            new Variable("OCPPCommCtrlr", "HeartbeatInterval", null, ConfigurationItem.HEARTBEAT_INTERVAL),
            new Variable(
                    "OCPPCommCtrlr", "MessageAttempts", "TransactionEvent", ConfigurationItem.TRANSACTION_ATTEMPTS),
            new Variable(
                    "OCPPCommCtrlr",
                    "MessageAttemptInterval",
                    "TransactionEvent",
                    ConfigurationItem.TRANSACTION_RETRY_INTERVAL),
            fixed("OCPPCommCtrlr", "MessageTimeout", "Default", ConfigurationType.SECONDS, "30"),
            fixed("OCPPCommCtrlr", "FileTransferProtocols", null, ConfigurationType.WORDS, "HTTPS"),
            new Variable("SampledDataCtrlr", "TxUpdatedInterval", null, ConfigurationItem.METER_INTERVAL),
            fixed("SampledDataCtrlr", "TxStartedMeasurands", null, ConfigurationType.WORDS, MeterValuesWriter.ENERGY),
            fixed("SampledDataCtrlr", "TxUpdatedMeasurands", null, ConfigurationType.WORDS, MeterValuesWriter.SAMPLED),
            fixed("SampledDataCtrlr", "TxEndedMeasurands", null, ConfigurationType.WORDS, MeterValuesWriter.ENERGY),
            new Variable("AuthCtrlr", "AuthorizeRemoteStart", null, ConfigurationItem.AUTHORIZING_REMOTE_STARTS),
            fixed("AuthCtrlr", "LocalAuthorizeOffline", null, ConfigurationType.FLAG, "true"),
            fixed("AuthCtrlr", "OfflineTxForUnknownIdEnabled", null, ConfigurationType.FLAG, "true"),
            fixed("TxCtrlr", "StopTxOnInvalidId", null, ConfigurationType.FLAG, "true"),
            fixed("TxCtrlr", "TxStartPoint", null, ConfigurationType.WORDS, "PowerPathClosed"),
            fixed("TxCtrlr", "TxStopPoint", null, ConfigurationType.WORDS, "PowerPathClosed"),
            fixed("DeviceDataCtrlr", "ItemsPerMessage", "GetVariables", ConfigurationType.NUMBER, "50"),
            fixed("DeviceDataCtrlr", "ItemsPerMessage", "SetVariables", ConfigurationType.NUMBER, "50"),
            fixed("SmartChargingCtrlr", "ProfileStackLevel", null, ConfigurationType.NUMBER, "10"),
            fixed("SmartChargingCtrlr", "RateUnit", null, ConfigurationType.WORDS, "A,W"),
            fixed("SecurityCtrlr", "SecurityProfile", null, ConfigurationType.NUMBER, "0"));

    private static final String ACTUAL = "Actual";

    private DeviceModel() {}

    /** A variable of a component. */
    record Variable(String component, String name, @Nullable String instance, ConfigurationItem setting) {

        /** Returns whether the names match. Names are case-insensitive (OCPP 2.x, identifierString). */
        boolean is(Payload wantedComponent, Payload wantedVariable) {
            String wantedInstance = wantedVariable.text("instance");
            return component.equalsIgnoreCase(text(wantedComponent, "name"))
                    && name.equalsIgnoreCase(text(wantedVariable, "name"))
                    && (instance == null ? wantedInstance == null : instance.equalsIgnoreCase(wantedInstance));
        }
    }

    /** Creates the response to GetVariables. */
    static CommandResponse get(List<Payload> wanted, ChargePointConfiguration configuration) {
        JsonBuilder answer = new JsonBuilder(512).beginObject().beginArray("getVariableResult");
        for (Payload item : wanted) {
            Variable variable = find(item);
            String status = variable == null ? missing(item) : attributeStatus(item);
            answer.beginObject().field("attributeStatus", status);
            echo(answer, item);
            if (variable != null && status.equals(CommandHandler2.ACCEPTED)) {
                answer.field("attributeValue", variable.setting().read().apply(configuration));
            }
            answer.endObject();
        }
        return new CommandResponse.Result(answer.endArray().endObject().toString());
    }

    /** Sets the valid variables and creates the response to SetVariables. */
    static CommandResponse set(List<Payload> wanted, ChargePointConfiguration configuration) {
        JsonBuilder answer = new JsonBuilder(512).beginObject().beginArray("setVariableResult");
        for (Payload item : wanted) {
            answer.beginObject().field("attributeStatus", set(item, configuration));
            echo(answer, item);
            answer.endObject();
        }
        return new CommandResponse.Result(answer.endArray().endObject().toString());
    }

    private static String set(Payload item, ChargePointConfiguration configuration) {
        Variable variable = find(item);
        if (variable == null) {
            return missing(item);
        }
        String status = attributeStatus(item);
        boolean refused = status.equals(CommandHandler2.ACCEPTED)
                && !variable.setting().write().test(configuration, text(item, "attributeValue"));
        return refused ? CommandHandler2.REJECTED : status;
    }

    private static @Nullable Variable find(Payload item) {
        Payload component = object(item, "component");
        Payload variable = object(item, "variable");
        // No component of the simulator has an instance or an EVSE.
        if (component.has("instance") || component.has("evse")) {
            return null;
        }
        return VARIABLES.stream()
                .filter(each -> each.is(component, variable))
                .findFirst()
                .orElse(null);
    }

    private static String missing(Payload item) {
        Payload component = object(item, "component");
        boolean known = !component.has("instance")
                && !component.has("evse")
                && VARIABLES.stream().anyMatch(each -> each.component().equalsIgnoreCase(text(component, "name")));
        return known ? "UnknownVariable" : "UnknownComponent";
    }

    private static String attributeStatus(Payload item) {
        String type = item.text("attributeType");
        return type == null || type.equals(ACTUAL) ? CommandHandler2.ACCEPTED : "NotSupportedAttributeType";
    }

    /** Copies the requested component and variable into the result. */
    private static void echo(JsonBuilder answer, Payload item) {
        Payload component = object(item, "component");
        Payload variable = object(item, "variable");
        answer.field("attributeType", item.text("attributeType"))
                .beginObject("component")
                .field("name", component.text("name"))
                .field("instance", component.text("instance"));
        Payload evse = component.object("evse");
        if (evse != null) {
            answer.beginObject("evse")
                    .raw("id", evse.text("id"))
                    .raw("connectorId", evse.text("connectorId"))
                    .endObject();
        }
        answer.endObject()
                .beginObject("variable")
                .field("name", variable.text("name"))
                .field("instance", variable.text("instance"))
                .endObject();
    }

    private static Variable fixed(
            String component, String name, @Nullable String instance, ConfigurationType type, String value) {
        return new Variable(component, name, instance, ConfigurationItem.fixed(type, value));
    }
}
