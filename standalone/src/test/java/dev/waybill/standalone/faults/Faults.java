package dev.waybill.standalone.faults;

import dev.waybill.client.SubmitOptions;
import dev.waybill.testkit.faults.FaultyProxy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/** Breaks a fleet under load. What it leaves broken is mended by {@link Fleet#repair()}. */
final class Faults {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration HEAP_PATIENCE = Duration.ofMinutes(5);
    private static final Duration FAR = Duration.ofHours(1);
    private static final Duration NEAR = Duration.ofSeconds(5);
    private static final int BUSY = 3;

    private final Fleet fleet;
    private final SoakDatabase database;
    private final Load load;
    private final Rescues rescues;
    private final RandomGenerator random;

    Faults(Fleet fleet, Load load, Rescues rescues, RandomGenerator random) {
        this.fleet = fleet;
        this.database = fleet.database();
        this.load = load;
        this.rescues = rescues;
        this.random = random;
    }

    /** While nothing waits: what may not happen under load. */
    void prepare(Fault fault) {
        if (fault == Fault.SHIFT_CLOCK) {
            database.shiftClock(FAR.multipliedBy(random.nextInt(-1, 1)));
            database.endSessions(1);
        }
    }

    void apply(Fault fault) {
        switch (fault) {
            case KILL_WORKER -> killOne();
            case KILL_ALL_WORKERS -> fleet.workers().forEach(Node::kill);
            case KILL_API -> fleet.api().kill();
            case STOP_WORKER -> stopOne();
            case CUT_OFF_WORKER -> cutOffOne();
            case DRAIN_WORKER -> any().stop();
            case ROLLING_RESTART -> fleet.workers().forEach(this::restart);
            case END_SESSIONS -> repeatedly(() -> database.endSessions(random.nextDouble()));
            case CRASH_POSTGRES -> crashPostgres();
            case RESET_CONNECTIONS -> repeatedly(() -> any().network().cut());
            case HALF_CLOSE -> repeatedly(() -> any().network().halfClose());
            case ABANDON_CONNECTIONS -> busy().network().abandon();
            case SLOW_NETWORK -> slowDown();
            case SHIFT_CLOCK -> shiftClock();
            case EXHAUST_HEAP -> exhaustHeap();
        }
    }

    private void killOne() {
        Node worker = busy();
        rescues.about(Fault.KILL_WORKER, worker.name());
        worker.kill();
        awaitRescue(worker);
    }

    private void stopOne() {
        Node worker = busy();
        rescues.about(Fault.STOP_WORKER, worker.name());
        worker.pause();
        try {
            awaitRescue(worker);
        } finally {
            worker.resume();
        }
    }

    private void cutOffOne() {
        Node worker = busy();
        rescues.about(Fault.CUT_OFF_WORKER, worker.name());
        worker.network().hold();
        try {
            awaitRescue(worker);
        } finally {
            worker.network().heal();
        }
    }

    private void restart(Node worker) {
        worker.stop();
        worker.start();
        worker.awaitReady();
    }

    private void crashPostgres() {
        database.crash();
        Pause.between(200, 4_000, random);
        database.restart();
    }

    private void slowDown() {
        fleet.all().map(Node::network).forEach(network -> network.delay(Duration.ofMillis(random.nextInt(5, 60))));
        Pause.between(2_000, 5_000, random);
        fleet.all().map(Node::network).forEach(FaultyProxy::heal);
    }

    private void shiftClock() {
        database.shiftClock(FAR);
        database.endSessions(0.5);
        Pause.between(500, 2_000, random);
        database.shiftClock(FAR.plus(NEAR));
        database.endSessions(1);
    }

    private void exhaustHeap() {
        SoakInput input = SoakInput.effects(load.nextNumber(), 3, 0).hogging();
        long id = load.submit("soak_effects", input, SubmitOptions.none().priority(9));
        Awaitility.await("the end of " + id)
                .atMost(HEAP_PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    fleet.repair();
                    return database.number(
                                    "SELECT count(*) FROM processes WHERE finished_at IS NOT NULL AND id = " + id)
                            == 1;
                });
    }

    private void repeatedly(Runnable fault) {
        for (int times = random.nextInt(2, 7); times > 0; times--) {
            fault.run();
            Pause.between(50, 800, random);
        }
    }

    private void awaitRescue(Node worker) {
        Awaitility.await("rescue from " + worker.name()).atMost(PATIENCE).until(() -> running(worker) == 0);
    }

    private Node any() {
        return fleet.workers().get(random.nextInt(fleet.workers().size()));
    }

    private Node busy() {
        Node worker = any();
        Awaitility.await("work for " + worker.name()).atMost(PATIENCE).until(() -> running(worker) >= BUSY);
        return worker;
    }

    private long running(Node worker) {
        return database.number("SELECT count(*) FROM processes WHERE status = 'running' AND worker_id = '%s'"
                .formatted(worker.name()));
    }
}
