package org.ocppgateway.protocol.dictionary;

import java.util.Optional;

/**
 * A known way in which charge points stray from the standard, and what the reader makes of it when told to tolerate it.
 * This is the one list of them. The payload's text is never changed.
 *
 * <p>An empty string where a text is required needs no quirk: no version demands a minimum length.
 */
public enum Quirk {
    /** {@code null} for an absent field, or for an empty payload. Counts as absent. Seen: StatusNotification.info. */
    NULL_FOR_ABSENT("null-for-absent", true),
    /** A field that the version does not know. Passed over. Seen: connectorId in Authorize. */
    EXTRA_FIELD("extra-field", true),
    /**
     * A date in another spelling than RFC 3339 has, see {@link Timestamps#parse}; without an offset it counts as UTC.
     * Rewritten. Seen: {@code +02}, {@code +0200}, a blank instead of the T, no zone (Growatt, AEFA).
     */
    DATE_SPELLING("date-spelling", true),
    /** An empty string for a date. Counts as absent. Seen before a charge point's first clock synchronisation. */
    EMPTY_DATE("empty-date", true),
    /**
     * An empty string for a word of an enumeration. Counts as absent. Seen: StopTransaction.reason, which may be left out and then
     * means {@code Local}.
     */
    EMPTY_WORD("empty-word", true),
    /** The unit {@code Celcius}, as early 1.6 schemas spelt it. Becomes {@code Celsius}. */
    MISSPELT_CELSIUS("misspelt-celsius", true),
    /**
     * A 1.6 transactionId of -1, 0 or 2^63-1: the charge point never got an answer to StartTransaction (errata 3.18).
     * Kept. Seen: Alfen.
     */
    NO_TRANSACTION_ID("no-transaction-id", true),

    /**
     * A string that is too long, or too short. Kept, up to {@value PayloadReader#MAX_TEXT_LENGTH} characters. Seen: serial numbers
     * (Schneider EVlink), values (Wallbox Copper).
     */
    STRING_LENGTH("string-length", true),
    /**
     * A word in another spelling than the enumeration has: upper or lower case, blanks, hyphens. Becomes the word of the enumeration.
     */
    WORD_SPELLING("word-spelling", true),
    /** A word that the enumeration does not have. Kept. Seen: measurands, errorCode {@code Error} (Legrand), unit {@code Hz}. */
    UNKNOWN_WORD("unknown-word", true),
    /** A number where a string belongs. Becomes its text. Seen: sampled values (OpenEVSE), id tags. */
    NUMBER_FOR_STRING("number-for-string", true),
    /** A number written as a string, blanks around it, a decimal comma. Becomes the number. Seen: meter values. */
    STRING_FOR_NUMBER("string-for-number", true),
    /** A boolean written as a string, or as 0 or 1. Becomes the boolean. Seen: readonly in GetConfiguration. */
    BOOLEAN_SPELLING("boolean-spelling", true),
    /** A number with decimals where a whole one belongs. Loses its decimals. Seen: meterStart. */
    DECIMALS("decimals", true),
    /** One object instead of an array of one. Becomes the array. Seen: MeterValues.meterValue (Huawei). */
    OBJECT_FOR_ARRAY("object-for-array", true),
    /** Any other value where a string without a length limit belongs. Becomes its JSON text. Seen: DataTransfer.data. */
    OBJECT_FOR_STRING("object-for-string", true),
    /**
     * An optional field, or an element of an array, that cannot be read or breaks a rule for which nothing else is listed here. What
     * cannot be read of it is left out. In a required field this is no quirk: the payload is not valid.
     */
    UNREADABLE_FIELD("unreadable-field", true),

    /**
     * A charge point that does not understand CALLRESULTERROR, message type 5 of OCPP 2.1. It is sent none, whatever is wrong with its
     * answers. Seen: libraries that close the connection, or end, at a message type that they do not know.
     */
    NO_CALL_RESULT_ERROR("no-call-result-error", false);

    private final String label;
    private final boolean toleratedByDefault;

    Quirk(String label, boolean toleratedByDefault) {
        this.label = label;
        this.toleratedByDefault = toleratedByDefault;
    }

    /** The name in configuration and in the violations of an event. */
    public String label() {
        return label;
    }

    /** Whether it is tolerated where nothing else is configured. */
    public boolean toleratedByDefault() {
        return toleratedByDefault;
    }

    public static Optional<Quirk> ofLabel(String label) {
        for (Quirk quirk : values()) {
            if (quirk.label.equals(label)) {
                return Optional.of(quirk);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return label;
    }
}
