package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.inventory.Difference;
import dev.waybill.shared.inventory.Differences;
import dev.waybill.shared.inventory.SeenDrift;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.worker.source.Ahead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Finds what differs, and looks into what was found meanwhile, in transactions that only read; complete runs do not change any
 * more.
 */
final class DriftReader {

    private static final int FETCHED_AT_ONCE = 500;

    /** On a node: each keeps a connection until its findings are written, which takes connections too. */
    private static final int MOST_COMPARISONS = 2;

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final RoleTransactions roles;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Differences differences;
    private final Evidence evidence;
    private final DriftProperties properties;
    private final Semaphore comparisons = new Semaphore(MOST_COMPARISONS);

    DriftReader(
            RoleTransactions roles,
            DataSource dataSource,
            Differences differences,
            Evidence evidence,
            DriftProperties properties) {
        this.roles = roles;
        this.dataSource = dataSource;
        this.jdbc = piecewise(dataSource);
        this.differences = differences;
        this.evidence = evidence;
        this.properties = properties;
    }

    /**
     * Reads one chunk ahead of who takes them.
     *
     * @param done how many that differ are done already
     * @param rules by the subjects' type
     */
    Ahead<List<Looked>> chunks(
            Progress progress, Differences.Comparison comparison, long done, Function<String, DriftRules> rules) {
        return new Ahead<>("waybill-drift-reader", progress::throwIfStopped, taker -> {
            while (!comparisons.tryAcquire(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                taker.throwIfEnough();
            }
            try (Ahead<List<Differences.Differing>> differing = differing(progress, comparison, done)) {
                look(taker, comparison, differing, rules);
            } finally {
                comparisons.release();
            }
        });
    }

    /** Those that differ behind the ones that are done, found while others are looked into. */
    private Ahead<List<Differences.Differing>> differing(
            Progress progress, Differences.Comparison comparison, long done) {
        return new Ahead<>("waybill-drift-comparison", progress::throwIfStopped, taker -> {
            Boolean unused = roles.asTenant(scope(comparison), () -> {
                try (Progress.AbortRegistration abort = progress.abortOnStop(cancelling());
                        Stream<Differences.Differing> all = differences.compare(jdbc, comparison)) {
                    inParts(all.skip(done).iterator(), taker);
                }
                return true;
            });
        });
    }

    private void inParts(Iterator<Differences.Differing> differing, Ahead.Taker<List<Differences.Differing>> taker) {
        while (differing.hasNext()) {
            taker.throwIfEnough();
            List<Differences.Differing> part = new ArrayList<>();
            while (part.size() < properties.chunkSize() && differing.hasNext()) {
                part.add(differing.next());
            }
            taker.take(part);
        }
    }

    /** In transactions of their own: no connection is kept while the findings are written. */
    private void look(
            Ahead.Taker<List<Looked>> taker,
            Differences.Comparison comparison,
            Ahead<List<Differences.Differing>> differing,
            Function<String, DriftRules> rules)
            throws Exception {
        for (List<Differences.Differing> part = differing.next(); part != null; part = differing.next()) {
            List<Differences.Differing> open = new ArrayList<>(part);
            while (!open.isEmpty()) {
                taker.throwIfEnough();
                List<Difference> known = roles.asTenant(
                        scope(comparison),
                        () -> differences.look(
                                jdbc,
                                comparison,
                                open,
                                properties.chunkContent().toBytes()));
                taker.take(known.stream()
                        .map(one -> look(one, rules.apply(one.subject().type())))
                        .toList());
                open.subList(0, known.size()).clear();
            }
        }
    }

    private static Scope scope(Differences.Comparison comparison) {
        return new Scope(comparison.workspaceId(), null);
    }

    private Looked look(Difference difference, DriftRules rules) {
        JsonNode shown = shown(difference, rules);
        return new Looked(
                difference.change(),
                difference.subject(),
                shown == null ? null : new SeenDrift(difference.subject(), difference.change(), shown));
    }

    /** Null when it differs in nothing that counts. */
    private @Nullable JsonNode shown(Difference difference, DriftRules rules) {
        return switch (difference.change()) {
            case ADDED -> evidence.ofSubject(Objects.requireNonNull(difference.current()), rules);
            case REMOVED -> evidence.ofSubject(Objects.requireNonNull(difference.baseline()), rules);
            case CHANGED -> {
                List<JsonComparison.Differs> differs = JsonComparison.of(
                        Objects.requireNonNull(difference.baseline()),
                        Objects.requireNonNull(difference.current()),
                        rules);
                yield differs.isEmpty() ? null : evidence.ofChange(differs, rules);
            }
        };
    }

    private static JdbcClient piecewise(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setFetchSize(FETCHED_AT_ONCE);
        return JdbcClient.create(template);
    }

    /** Cancels what the transaction of this thread executes. */
    private Runnable cancelling() {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        return () -> {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException e) {
                throw new IllegalStateException("The comparison could not be cancelled", e);
            }
        };
    }
}
