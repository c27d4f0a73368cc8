package org.ocppgateway.routing.redis.client;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * An error reply that concerns the server and not one key: the server answers but does not execute calls.
 *
 * @param code error code at the start of the message, for example {@code OOM}
 */
record RedisRefusal(String code, String message) {
    /**
     * Codes that concern only the key or call that they answer. All other codes concern the server, including those of
     * later Redis versions.
     */
    private static final Set<String> OF_ONE_CALL = Set.of(
            "WRONGTYPE", "NOSCRIPT", "MOVED", "ASK", "CROSSSLOT", "EXECABORT", "INVALIDOBJ", "BUSYKEY", "NOTBUSY");

    /** Codes that have their own label in metrics. */
    private static final Set<String> KNOWN = Set.of(
            "OOM",
            "MISCONF",
            "NOREPLICAS",
            "READONLY",
            "MASTERDOWN",
            "NOPERM",
            "NOAUTH",
            "WRONGPASS",
            "LOADING",
            "CLUSTERDOWN",
            "BUSY",
            "TRYAGAIN",
            "UNKILLABLE");

    private static final Pattern CODE = Pattern.compile("([A-Z][A-Z0-9]*)\\b.*", Pattern.DOTALL);

    /**
     * Redis 6 wraps the error of a command in a script:
     * {@code ERR Error running script (...): ...: -OOM command not allowed ...}.
     */
    private static final Pattern CODE_IN_SCRIPT = Pattern.compile("[:\\s]-([A-Z][A-Z0-9]*) ");

    /** Redis 6 gives no code for a missing permission in a script. */
    private static final String NOT_PERMITTED_IN_SCRIPT = "The user executing the script can't";

    private static final String UNKNOWN_IN_SCRIPT = "Unknown Redis command";

    /** Returns the refusal if {@code failure} is one. */
    static Optional<RedisRefusal> of(JedisException failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        Matcher form = CODE.matcher(message);
        if (failure instanceof JedisNoScriptException
                || failure instanceof JedisRedirectionException
                || !form.matches()) {
            return Optional.empty();
        }
        String code = form.group(1).equals("ERR") ? codeOfError(message) : form.group(1);
        return OF_ONE_CALL.contains(code) ? Optional.empty() : Optional.of(new RedisRefusal(code, message));
    }

    /** An {@code ERR} of a script concerns its key, unless it wraps another error. */
    private static String codeOfError(String message) {
        if (!message.contains("user_script") && !message.contains("Error running script")) {
            return "ERR";
        }
        Matcher wrapped = CODE_IN_SCRIPT.matcher(message);
        if (wrapped.find()) {
            return wrapped.group(1);
        }
        if (message.contains(NOT_PERMITTED_IN_SCRIPT)) {
            return "NOPERM";
        }
        return message.contains(UNKNOWN_IN_SCRIPT) ? "ERR" : "WRONGTYPE";
    }

    @Override
    public String toString() {
        return "refused (" + code + "): " + message;
    }

    boolean isMissingPermission() {
        return code.equals("NOPERM");
    }

    /** The code as a label of metrics, from a fixed set. */
    String label() {
        return KNOWN.contains(code) ? code.toLowerCase(Locale.ROOT) : "other";
    }
}
