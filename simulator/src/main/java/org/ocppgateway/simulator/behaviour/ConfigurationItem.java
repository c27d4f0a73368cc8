package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A configuration key (OCPP 1.6) or variable (2.x) with its text form.
 *
 * @param write sets the value, or returns false if the value is invalid
 */
public record ConfigurationItem(
        ConfigurationType type,
        boolean writable,
        Function<ChargePointConfiguration, String> read,
        BiPredicate<ChargePointConfiguration, String> write) {

    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final int MAX_ATTEMPTS = 100;

    public static final ConfigurationItem HEARTBEAT_INTERVAL = seconds(
            ChargePointConfiguration::heartbeatInterval,
            (configuration, value) -> configuration.heartbeatInterval(value));
    public static final ConfigurationItem METER_INTERVAL = seconds(
            ChargePointConfiguration::meterInterval, (configuration, value) -> configuration.meterInterval(value));
    public static final ConfigurationItem TRANSACTION_ATTEMPTS = new ConfigurationItem(
            ConfigurationType.NUMBER,
            true,
            configuration -> Integer.toString(configuration.transactionAttempts()),
            (configuration, value) -> writeNumber(value, MAX_ATTEMPTS, configuration::transactionAttempts));
    public static final ConfigurationItem TRANSACTION_RETRY_INTERVAL = seconds(
            ChargePointConfiguration::transactionRetryInterval,
            (configuration, value) -> configuration.transactionRetryInterval(value));
    public static final ConfigurationItem AUTHORIZING_REMOTE_STARTS = new ConfigurationItem(
            ConfigurationType.FLAG,
            true,
            configuration -> Boolean.toString(configuration.authorizingRemoteStarts()),
            ConfigurationItem::writeFlag);

    /** Creates a read-only item. */
    public static ConfigurationItem fixed(ConfigurationType type, String value) {
        return new ConfigurationItem(type, false, configuration -> value, (configuration, wanted) -> false);
    }

    private static ConfigurationItem seconds(
            Function<ChargePointConfiguration, Duration> read, BiConsumer<ChargePointConfiguration, Duration> write) {
        return new ConfigurationItem(
                ConfigurationType.SECONDS,
                true,
                configuration -> Long.toString(read.apply(configuration).toSeconds()),
                (configuration, value) -> writeNumber(
                        value, MAX_SECONDS, seconds -> write.accept(configuration, Duration.ofSeconds(seconds))));
    }

    private static boolean writeNumber(String value, int max, IntConsumer write) {
        boolean valid = value.matches("[0-9]{1,9}") && Integer.parseInt(value) <= max;
        if (valid) {
            write.accept(Integer.parseInt(value));
        }
        return valid;
    }

    private static boolean writeFlag(ChargePointConfiguration configuration, String value) {
        boolean valid = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        if (valid) {
            configuration.authorizingRemoteStarts(Boolean.parseBoolean(value));
        }
        return valid;
    }
}
