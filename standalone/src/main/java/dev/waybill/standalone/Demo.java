package dev.waybill.standalone;

import dev.waybill.client.ProcessListener;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.standalone.StandaloneProperties.DemoMode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Submits the samples through the HTTP API, follows their streams in the terminal, and tells how they ended. */
final class Demo {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Addresses addresses;
    private final DemoMode mode;
    private final PrintStream out;

    Demo(Addresses addresses, DemoMode mode, PrintStream out) {
        this.addresses = addresses;
        this.mode = mode;
        this.out = out;
    }

    /** Whether every sample ended as it says; true if there was nothing to run. */
    boolean run() {
        boolean asExpected = true;
        if (mode != DemoMode.OFF) {
            List<Ended> ended = runSamples();
            new ResultTable(out).print(ended);
            asExpected = ended.stream().allMatch(Ended::asExpected);
        }
        printAddresses();
        return asExpected;
    }

    private List<Ended> runSamples() {
        out.println("Waybill runs its samples through " + addresses.api() + "/api");
        out.println();
        ProgressLines lines = new ProgressLines(out);
        try (WaybillClient client = WaybillClient.builder(addresses.api()).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Ended>> running = new ArrayList<>();
            for (Sample sample : Samples.all()) {
                ProcessView submitted = sample.submit().apply(client);
                running.add(threads.submit(() -> follow(client, sample, submitted, lines)));
            }
            return running.stream().map(Demo::result).toList();
        }
    }

    private static Ended follow(WaybillClient client, Sample sample, ProcessView submitted, ProgressLines lines) {
        lines.show(sample.title(), submitted);
        ProcessView ended = client.stream(
                submitted.id(),
                0,
                new ProcessListener() {
                    @Override
                    public void progress(ProcessView process) {
                        lines.show(sample.title(), process);
                    }
                },
                PATIENCE);
        lines.show(sample.title(), ended);
        return new Ended(sample, ended);
    }

    private static Ended result(Future<Ended> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demonstration was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sample could not be followed", e.getCause());
        }
    }

    private void printAddresses() {
        out.println();
        out.println("  Processes   " + addresses.api() + "/api/processes");
        out.println("  Job types   " + addresses.api() + "/api/job-types");
        out.println("  JobRunr     " + addresses.dashboard());
        out.println("  PostgreSQL  " + addresses.databaseUrl());
        if (mode != DemoMode.EXIT) {
            out.println();
            out.println("Serving. Ctrl-C stops.");
        }
        out.flush();
    }

    /** A sample and how its process ended. */
    record Ended(Sample sample, ProcessView process) {
        boolean asExpected() {
            return sample.asExpected().test(process);
        }
    }
}
