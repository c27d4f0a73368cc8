package org.ocppgateway.routing.redis;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * An error reply that concerns the server and not one key: the server answers, but does not execute calls.
 *
 * @param code the first word of the error, for example {@code OOM}
 */
record RedisRefusal(String code, String message) {
    /** Errors that concern the one key or call that they answer. Every other code concerns the server, also one of a later Redis. */
    private static final Set<String> OF_ONE_CALL = Set.of(
            "WRONGTYPE", "NOSCRIPT", "MOVED", "ASK", "CROSSSLOT", "EXECABORT", "INVALIDOBJ", "BUSYKEY", "NOTBUSY");

    /** Those with a label of their own in metrics. */
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

    /** Redis 6 wraps the error of a command in a script: {@code ERR Error running script (...): ...: -OOM command not allowed ...}. */
    private static final Pattern CODE_IN_SCRIPT = Pattern.compile("[:\\s]-([A-Z][A-Z0-9]*) ");

    /** Redis 6 gives no code where a script may not do something. */
    private static final String NOT_PERMITTED_IN_SCRIPT = "The user executing the script can't";

    private static final String UNKNOWN_IN_SCRIPT = "Unknown Redis command";

    /** What the server refuses, if {@code failure} is a refusal. */
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

    /** An {@code ERR} of a script tells about the key that it works on, unless it wraps another error. */
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

    /** The code as a label of metrics, of which there is a fixed number. */
    String label() {
        return KNOWN.contains(code) ? code.toLowerCase(Locale.ROOT) : "other";
    }
}
