package dev.waybill.standalone.faults;

import dev.waybill.standalone.faults.Findings.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Rounds of load, fault, repair and audit over one fleet. The seed decides what is submitted and what is broken, not how
 * the processes interleave.
 */
final class Soak implements AutoCloseable {

    private static final Duration SETTLED = Duration.ofMinutes(3);
    private static final Duration CLEARED = Duration.ofSeconds(45);
    private static final long SAMPLE_MILLIS = 250;

    private static final String OVER_THE_LIMIT = """
            SELECT format('%s run beside each other with %s', count(*), concurrency_key) FROM processes
            WHERE status = 'running' AND concurrency_key IS NOT NULL
            GROUP BY concurrency_key HAVING count(*) > min(concurrency_limit)
            """;

    private final long seed;
    private final RandomGenerator random;
    private final Fleet fleet;
    private final Load load;
    private final Rescues rescues;
    private final Findings findings = new Findings();
    private final Faults faults;
    private final Audit audit;
    private final Map<Fault, Integer> rounds = new EnumMap<>(Fault.class);
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    private final long begin = System.nanoTime();

    Soak(long seed, int workers) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.fleet = new Fleet(workers);
        this.load = new Load(fleet.client(), seed);
        this.rescues = new Rescues(fleet.database());
        this.faults = new Faults(fleet, load, rescues, random);
        this.audit = new Audit(fleet, load, findings);
        ScheduledFuture<?> unused =
                sampler.scheduleWithFixedDelay(this::sample, SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void round(Fault fault) {
        faults.prepare(fault);
        load.begin();
        Pause.between(1_000, 3_000, random);
        apply(fault);
        fleet.repair();
        Pause.between(500, 2_000, random);
        load.pause();
        audit.afterRound(SETTLED, CLEARED);
        rescues.collect();
        rounds.merge(fault, 1, Integer::sum);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Whether it makes no sense to go on. */
    boolean isStuck() {
        return findings.any(Kind.STUCK);
    }

    RandomGenerator random() {
        return random;
    }

    List<String> findings() {
        return findings.all();
    }

    /** For people. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("soak with seed %d: %d rounds in %d s"
                .formatted(
                        seed,
                        rounds.values().stream().mapToInt(Integer::intValue).sum(),
                        age().toSeconds()));
        lines.add("faults: " + rounds);
        lines.add("submitted " + load.accepted().size() + ": " + findings.counts());
        lines.add("failed by design after three crashes: " + audit.workersLost());
        lines.addAll(rescues.lines());
        lines.addAll(findings.all());
        return lines;
    }

    @Override
    public void close() {
        sampler.shutdownNow();
        load.close();
        fleet.close();
    }

    private void apply(Fault fault) {
        try {
            faults.apply(fault);
        } catch (ConditionTimeoutException e) {
            findings.add(Kind.STUCK, List.of(fault + ": " + e.getMessage()));
        }
    }

    private void sample() {
        try {
            findings.add(
                    Kind.DUPLICATED,
                    fleet.database().sql(OVER_THE_LIMIT).query(String.class).list());
        } catch (DataAccessException | TransactionException e) {
            // PostgreSQL is away: that is what happens here
        }
    }
}
