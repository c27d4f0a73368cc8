package org.ocppgateway.gateway;

import java.util.List;
import java.util.Optional;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.routing.Dependency;

/**
 * The states of the systems that this process needs, as the health page shows them.
 *
 * @param kafka the event topic; charge points are admitted only while it is available
 * @param commandTopics the other topics
 */
record Dependencies(Dependency kafka, Dependency commandTopics, Dependency redis, PodName podName) {

    List<Health.Dependency> forHealth() {
        return List.of(
                watched(kafka, true),
                watched(commandTopics, false),
                watched(redis, false),
                new Health.Dependency("pod-name", true, podName::problem));
    }

    private static Health.Dependency watched(Dependency dependency, boolean required) {
        return new Health.Dependency(
                dependency.name(),
                required,
                () -> Optional.ofNullable(dependency.state().problem()));
    }
}
