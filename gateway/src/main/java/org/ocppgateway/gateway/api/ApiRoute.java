package org.ocppgateway.gateway.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation and the requests that it answers. A PUT, POST or DELETE is a change: it needs the role write and is audited.
 *
 * @param path below {@code /api/v1}, with variables in braces, for example {@code /credentials/{id}}
 */
public record ApiRoute(String method, String path, ApiOperation operation) {

    ApiRole role() {
        return isChange() ? ApiRole.WRITE : ApiRole.READ;
    }

    boolean isChange() {
        return !method.equals("GET");
    }

    /**
     * The values of the variables; empty if the path is another one.
     *
     * @param segments decoded
     */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> expected = List.of(path.substring(1).split("/"));
        if (expected.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String name = expected.get(i);
            if (name.startsWith("{")) {
                variables.put(name.substring(1, name.length() - 1), segments.get(i));
            } else if (!name.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
