package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Something a backend can read, and perhaps write, as text, whatever its version calls it.
 *
 * @param write false if the value is not one this setting can have
 */
public record Setting(
        SettingType type, boolean writable, Function<Settings, String> read, BiPredicate<Settings, String> write) {

    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final int MAX_ATTEMPTS = 100;

    public static final Setting HEARTBEAT_INTERVAL =
            seconds(Settings::heartbeatInterval, (settings, value) -> settings.heartbeatInterval(value));
    public static final Setting METER_INTERVAL =
            seconds(Settings::meterInterval, (settings, value) -> settings.meterInterval(value));
    public static final Setting TRANSACTION_ATTEMPTS = new Setting(
            SettingType.NUMBER,
            true,
            settings -> Integer.toString(settings.transactionAttempts()),
            (settings, value) -> writeNumber(value, MAX_ATTEMPTS, settings::transactionAttempts));
    public static final Setting TRANSACTION_RETRY_INTERVAL =
            seconds(Settings::transactionRetryInterval, (settings, value) -> settings.transactionRetryInterval(value));
    public static final Setting AUTHORIZING_REMOTE_STARTS = new Setting(
            SettingType.FLAG,
            true,
            settings -> Boolean.toString(settings.authorizingRemoteStarts()),
            Setting::writeFlag);

    /** One that can only be read. */
    public static Setting fixed(SettingType type, String value) {
        return new Setting(type, false, settings -> value, (settings, wanted) -> false);
    }

    private static Setting seconds(Function<Settings, Duration> read, BiConsumer<Settings, Duration> write) {
        return new Setting(
                SettingType.SECONDS,
                true,
                settings -> Long.toString(read.apply(settings).toSeconds()),
                (settings, value) -> writeNumber(
                        value, MAX_SECONDS, seconds -> write.accept(settings, Duration.ofSeconds(seconds))));
    }

    private static boolean writeNumber(String value, int max, IntConsumer write) {
        boolean valid = value.matches("[0-9]{1,9}") && Integer.parseInt(value) <= max;
        if (valid) {
            write.accept(Integer.parseInt(value));
        }
        return valid;
    }

    private static boolean writeFlag(Settings settings, String value) {
        boolean valid = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        if (valid) {
            settings.authorizingRemoteStarts(Boolean.parseBoolean(value));
        }
        return valid;
    }
}
