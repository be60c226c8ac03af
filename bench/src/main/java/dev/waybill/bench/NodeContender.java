package dev.waybill.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A queue of the npm world, in a process of its own, which says on its output how many jobs have run. */
final class NodeContender implements Contender {

    private static final String RAN = "ran ";

    private final String name;
    private final Database database;
    private long enqueued;
    private @Nullable Process worker;

    NodeContender(String name, Database database) {
        this.name = name;
        this.database = database;
    }

    @Override
    public void migrate() {
        finish("migrate", 0);
    }

    @Override
    public void enqueue(int jobs) {
        finish("enqueue", jobs);
        enqueued = jobs;
    }

    @Override
    public void start(int workers, LongConsumer ran) {
        Process started = run("work", workers);
        worker = started;
        Thread unused = Thread.ofPlatform().daemon().start(() -> listen(started, ran));
    }

    private static void listen(Process process, LongConsumer ran) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // the rest is what libraries say of themselves
                int jobs = line.startsWith(RAN) ? Integer.parseInt(line.substring(RAN.length())) : 0;
                for (int job = 0; job < jobs; job++) {
                    ran.accept(1);
                }
            }
        } catch (IOException closed) {
            // it was ended
            return;
        }
    }

    @Override
    public long ended() {
        String sql = name.startsWith("graphile")
                ? "SELECT :enqueued - count(*) FROM graphile_worker._private_jobs"
                : "SELECT count(*) FROM pgboss.job WHERE name = 'bench' AND state = 'completed' AND :enqueued > 0";
        return database.jdbc()
                .sql(sql)
                .param("enqueued", enqueued)
                .query(Long.class)
                .single();
    }

    @Override
    public Duration cpu() {
        Process running = worker;
        return running == null
                ? Duration.ZERO
                : running.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.destroy();
        }
    }

    private void finish(String task, int count) {
        try {
            if (run(task, count).waitFor() != 0) {
                throw new IllegalStateException("%s of %s failed".formatted(task, name));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process run(String task, int count) {
        try {
            List<String> command =
                    new ArrayList<>(List.of("node", NodePeers.script().toString()));
            command.addAll(List.of(name, task, Integer.toString(count)));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("NODE_ENV", "production");
            builder.environment().put("PEER_DATABASE", database.libpq());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
