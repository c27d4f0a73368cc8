package org.ocppgateway.gateway;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ocppgateway.gateway.api.ApiRoute;
import org.ocppgateway.gateway.api.ChargePointsApi;
import org.ocppgateway.gateway.api.ClusterLoads;
import org.ocppgateway.gateway.api.CommandSubmission;
import org.ocppgateway.gateway.api.CommandsApi;
import org.ocppgateway.gateway.api.ConnectorsApi;
import org.ocppgateway.gateway.api.DrainApi;
import org.ocppgateway.gateway.api.FramesApi;
import org.ocppgateway.gateway.api.JournalQuery;
import org.ocppgateway.gateway.api.JournalsOfCluster;
import org.ocppgateway.gateway.api.KnownChargePoints;
import org.ocppgateway.gateway.api.LocalChargePoints;
import org.ocppgateway.gateway.api.LogLevelApi;
import org.ocppgateway.gateway.api.PodStatistics;
import org.ocppgateway.gateway.api.PodsApi;
import org.ocppgateway.gateway.api.RebalanceApi;
import org.ocppgateway.gateway.api.SearchApi;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PodQueries;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.gateway.security.ChargePointSecurity;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.log.LogLevels;
import org.ocppgateway.routing.redis.RedisCommandRequests;
import org.ocppgateway.routing.redis.client.RedisSettings;

/** The operations of the API about charge points, commands and pods of the cluster. */
record OperatorApi(
        ClusterQueries cluster,
        KnownChargePoints known,
        CommandSubmission commands,
        DrainApi drains,
        RebalanceApi rebalances) {

    /** The queries that this pod answers for the API of any pod. Starts the statistics. */
    static PodQueries queries(
            GatewayContext context, Sessions sessions, RedisStores redis, FrameJournal journal, Leaving leaving) {
        Clock clock = context.pod().clock();
        PodStatistics statistics =
                new PodStatistics(context.pod().pod(), context.pod().registry(), clock);
        statistics.start();
        context.health().watch("statistics", statistics::running);
        context.shutdown().add("statistics", remaining -> statistics.stop());
        Map<String, PodQuery> queries =
                new HashMap<>(new LocalChargePoints(sessions, redis.history(), journal, clock).queries());
        queries.put(JournalQuery.NAME, new JournalQuery(journal));
        queries.put(PodStatistics.QUERY, statistics::answer);
        PodFacts facts = new PodFacts(
                context.pod().pod(),
                context.config().chargePoints().connection().maxConnections(),
                context.health(),
                clock.instant(),
                leaving);
        queries.put(PodsApi.POD, facts);
        queries.putAll(DrainApi.queries(leaving.drain(), facts, clock));
        queries.putAll(ClusterLoads.queries(leaving.rebalance()));
        queries.putAll(LogLevelApi.queries(LogLevels.ofProcess()));
        return new PodQueries(queries);
    }

    /** @param security has the sources of credential entries, by which charge points are known */
    static OperatorApi create(
            GatewayContext context,
            PodIdentity identity,
            RedisStores redis,
            KafkaConnection kafka,
            ClusterQueries cluster,
            ChargePointSecurity security,
            Leaving leaving) {
        RedisSettings settings = context.config().backend().redis();
        CommandSubmission commands = new CommandSubmission(
                context.pod().pod(),
                identity.partition(),
                kafka.commandWriter(),
                redis.routeFinder(),
                new RedisCommandRequests(settings, redis.link()),
                context.pod().clock(),
                context.pod().registry());
        KnownChargePoints known =
                new KnownChargePoints(redis.routeFinder(), redis.registrations(), security.sources(), redis.history());
        DrainApi drains = new DrainApi(cluster, redis.leases(), context.pod().clock());
        return new OperatorApi(cluster, known, commands, drains, leaving.rebalances(context, redis.link(), cluster));
    }

    List<ApiRoute> routes(PodId pod, FrameJournal journal) {
        FramesApi frames = new FramesApi(journal, new JournalsOfCluster(pod, cluster, known), System::nanoTime);
        return Stream.of(
                        new ChargePointsApi(cluster, known).routes(),
                        new ConnectorsApi(cluster, known).routes(),
                        new CommandsApi(commands).routes(),
                        new SearchApi(cluster, known, commands).routes(),
                        new PodsApi(cluster).routes(),
                        drains.routes(),
                        rebalances.routes(),
                        new LogLevelApi(cluster).routes(),
                        frames.routes())
                .flatMap(List::stream)
                .toList();
    }
}
