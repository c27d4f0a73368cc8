package org.ocppgateway.protocol.dictionary;

import java.util.Optional;

/**
 * Known deviation of charge points from the specification, and how the reader handles it if the quirk is tolerated. This is the
 * only list of quirks. The text of the payload never changes.
 *
 * <p>An empty string for a required text needs no quirk: no OCPP version sets a minimum length.
 */
public enum Quirk {
    /** {@code null} instead of an absent field or an empty payload. Counts as absent. Seen: StatusNotification.info. */
    NULL_FOR_ABSENT("null-for-absent", true),
    /** Field that the version does not define. Ignored. Seen: connectorId in Authorize. */
    EXTRA_FIELD("extra-field", true),
    /**
     * Date in a format other than RFC 3339, see {@link Timestamps#parse}. Without an offset it counts as UTC. Rewritten. Seen:
     * {@code +02}, {@code +0200}, a blank instead of the T, no offset (Growatt, AEFA), seconds since 1970.
     */
    DATE_SPELLING("date-spelling", true),
    /** Empty string for a date. Counts as absent. Seen before the first clock synchronisation of a charge point. */
    EMPTY_DATE("empty-date", true),
    /**
     * Empty string for an enumeration value. Counts as absent. Seen: StopTransaction.reason, which is optional and defaults to
     * {@code Local}.
     */
    EMPTY_WORD("empty-word", true),
    /** Unit {@code Celcius}, as early 1.6 schemas spell it. Becomes {@code Celsius}. */
    MISSPELT_CELSIUS("misspelt-celsius", true),
    /**
     * OCPP 1.6 transactionId of -1, 0 or 2^63-1: the charge point never received the answer to StartTransaction (errata 3.18).
     * Kept. Seen: Alfen.
     */
    NO_TRANSACTION_ID("no-transaction-id", true),

    /**
     * String that is too long or too short. Kept, up to {@value PayloadReader#MAX_TEXT_LENGTH} characters. Seen: serial numbers
     * (Schneider EVlink), values (Wallbox Copper).
     */
    STRING_LENGTH("string-length", true),
    /** Enumeration value that differs in case, blanks or hyphens. Becomes the value of the enumeration. */
    WORD_SPELLING("word-spelling", true),
    /**
     * Value that the enumeration does not contain. Kept. Seen: measurands, errorCode {@code Error} (Legrand), unit {@code Hz}.
     */
    UNKNOWN_WORD("unknown-word", true),
    /** Number instead of a string. Becomes its text. Seen: sampled values (OpenEVSE), id tags. */
    NUMBER_FOR_STRING("number-for-string", true),
    /** Number as a string, also with blanks or a decimal comma. Becomes the number. Seen: meter values. */
    STRING_FOR_NUMBER("string-for-number", true),
    /** Boolean as a string, or as 0 or 1. Becomes the boolean. Seen: readonly in GetConfiguration. */
    BOOLEAN_SPELLING("boolean-spelling", true),
    /** Number with a fraction instead of an integer. The fraction is removed. Seen: meterStart. */
    DECIMALS("decimals", true),
    /** One element instead of an array. Becomes an array of one element. Seen: MeterValues.meterValue (Huawei). */
    OBJECT_FOR_ARRAY("object-for-array", true),
    /** Array of one element instead of the element. Becomes the element. */
    ARRAY_FOR_VALUE("array-for-value", true),
    /** Field that occurs more than once. The last usable value counts. A null is not one. */
    DUPLICATE_FIELD("duplicate-field", true),
    /**
     * Boolean instead of a string, or value of any other type where a string without a length limit is expected. Becomes its JSON
     * text. Seen: DataTransfer.data.
     */
    OBJECT_FOR_STRING("object-for-string", true),
    /**
     * Optional field or array element that is unusable or breaks a rule without a quirk of its own. An unusable value is
     * omitted. Does not apply to a required field: the payload is then invalid.
     */
    UNREADABLE_FIELD("unreadable-field", true),

    /**
     * Charge point that does not support CALLRESULTERROR, message type 5 of OCPP 2.1. The gateway never sends it one. Seen:
     * libraries that close the connection or terminate on an unknown message type.
     */
    NO_CALL_RESULT_ERROR("no-call-result-error", false);

    private final String label;
    private final boolean toleratedByDefault;

    Quirk(String label, boolean toleratedByDefault) {
        this.label = label;
        this.toleratedByDefault = toleratedByDefault;
    }

    /** Returns the name in the configuration and in the violations of an event. */
    public String label() {
        return label;
    }

    /** Returns whether the quirk is tolerated unless the configuration sets something else. */
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
