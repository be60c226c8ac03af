package dev.waybill.standalone.faults;

import dev.waybill.client.Decision;
import dev.waybill.client.SubmitOptions;
import dev.waybill.client.WaybillClient;
import dev.waybill.client.WaybillException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * People who submit jobs of all kinds through the API, cancel some, and decide about others. A submit is repeated with its
 * request key until it is answered: then it is known that there must be exactly one process of it.
 */
final class Load implements AutoCloseable {

    private static final int SUBMITTERS = 3;
    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(300);

    private final WaybillClient client;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Long> accepted = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Queue<Long> reviews = new ConcurrentLinkedQueue<>();
    private final Set<Long> ended = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final Phaser active = new Phaser(1);
    private volatile boolean open;
    private volatile boolean closed;

    Load(WaybillClient client, long seed) {
        this.client = client;
        IntStream.range(0, SUBMITTERS).forEach(number -> {
            RandomGenerator random = new SplittableRandom(seed * 31 + number);
            threads.add(Thread.ofPlatform().daemon().name("submitter-" + number).start(() -> submitForever(random)));
        });
    }

    void begin() {
        open = true;
    }

    /** Returns when every submit is answered. */
    void pause() {
        open = false;
        active.arriveAndAwaitAdvance();
    }

    /** The id of the process that each submit was answered with, by its number. */
    Map<Long, Long> accepted() {
        return Map.copyOf(accepted);
    }

    /** What the API refused though nothing was wrong with it. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** Whether it asked for the process to be cancelled or rejected; whether that took effect is another question. */
    boolean mayHaveCancelled(long id) {
        return ended.contains(id);
    }

    /** Submits until it is answered. */
    long submit(String type, SoakInput input, SubmitOptions options) {
        String key = "soak-" + input.number();
        while (true) {
            try {
                long id = client.submit(type, null, input, options.requestKey(key))
                        .id();
                accepted.put(input.number(), id);
                return id;
            } catch (WaybillException e) {
                if (closed || isRefusal(e)) {
                    refused.add(String.valueOf(e.getMessage()));
                    return -1;
                }
                Pause.of(BETWEEN_REPEATS);
            }
        }
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        open = false;
        client.close();
    }

    private void submitForever(RandomGenerator random) {
        while (!closed) {
            active.register();
            try {
                if (open) {
                    submitOne(random);
                }
            } finally {
                active.arriveAndDeregister();
            }
            Pause.between(60, 240, random);
        }
    }

    private void submitOne(RandomGenerator random) {
        int chunks = random.nextInt(4) == 0 ? random.nextInt(20, 60) : random.nextInt(2, 12);
        SoakInput input = SoakInput.effects(nextNumber(), chunks, random.nextInt(10, 150));
        int kind = random.nextInt(100);
        if (kind < 35) {
            submit("soak_short", SoakInput.effects(input.number(), 0, 0), SubmitOptions.none());
        } else if (kind < 60) {
            submit("soak_effects", input, SubmitOptions.none());
        } else if (kind < 68) {
            submit("soak_effects", input, SubmitOptions.none().concurrency("key-" + random.nextInt(3), 1));
        } else if (kind < 78) {
            submit("soak_effects", input.failing(random.nextInt(1, 4)), SubmitOptions.none());
        } else if (kind < 84) {
            submit("soak_parent", input.withChildren(random.nextInt(1, 4)), SubmitOptions.none());
        } else if (kind < 92) {
            reviews.add(submit("soak_review", input, SubmitOptions.none()));
        } else if (kind < 96) {
            cancel(submit("soak_effects", input, SubmitOptions.none()), random);
        } else {
            decide(random);
        }
    }

    private void cancel(long id, RandomGenerator random) {
        ended.add(id);
        Pause.between(0, 600, random);
        attempt(() -> client.cancel(id));
    }

    private void decide(RandomGenerator random) {
        Long id = reviews.poll();
        if (id == null) {
            return;
        }
        boolean approves = random.nextBoolean();
        if (!approves) {
            ended.add(id);
        }
        attempt(() -> client.decide(id, approves ? Decision.APPROVE : Decision.REJECT, null));
    }

    /** Once: it may have ended meanwhile, and a lost answer is no news. */
    private void attempt(Runnable call) {
        try {
            call.run();
        } catch (WaybillException e) {
            if (isRefusal(e) && e.status() != 409) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean isRefusal(WaybillException e) {
        return e.status() >= 400 && e.status() < 500 && e.status() != 429;
    }
}
