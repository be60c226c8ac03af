package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.standalone.StandaloneProperties.DemoMode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Submits the samples through the HTTP API, follows their streams in the terminal, and tells how they ended. */
final class Demo {

    private final Addresses addresses;
    private final String apiKey;
    private final DemoMode mode;
    private final Path packs;
    private final PrintStream out;

    /**
     * @param apiKey of its own
     * @param packs directory where review packs are kept
     */
    Demo(Addresses addresses, String apiKey, DemoMode mode, Path packs, PrintStream out) {
        this.addresses = addresses;
        this.apiKey = apiKey;
        this.mode = mode;
        this.packs = packs;
        this.out = out;
    }

    /** Whether every sample ended as it says; true if there was nothing to run. */
    boolean run() {
        boolean asExpected = true;
        List<Ended> ended = List.of();
        if (mode != DemoMode.OFF) {
            ended = runSamples();
            new ResultTable(out).print(ended);
            ended.forEach(this::keepPack);
            asExpected = ended.stream().allMatch(Ended::asExpected);
        }
        printAddresses(ended);
        return asExpected;
    }

    private List<Ended> runSamples() {
        out.println("Waybill runs its samples through " + addresses.api() + "/api");
        if (addresses.standIn()) {
            out.println("There is no GEMINI_API_KEY: a stand-in invents the locations instead of the model.");
        }
        out.println();
        try (WaybillClient client = client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Followed> running = new ArrayList<>();
            ProgressLines lines = new ProgressLines(out);
            for (Sample sample : Samples.all()) {
                ProcessView submitted = sample.submit().apply(client);
                running.add(new Followed(client, threads, lines, sample, submitted));
            }
            return running.stream().flatMap(one -> one.ended().stream()).toList();
        }
    }

    private void keepPack(Ended ended) {
        Long pack = ended.process().relatedId();
        if (!InventorySamples.REVIEW_PACK.equals(ended.process().type()) || pack == null || !ended.asExpected()) {
            return;
        }
        try (WaybillClient client = client()) {
            Path file = Files.createDirectories(packs).resolve("review-pack-" + pack + ".zip");
            client.reviewPacks().download(pack, file);
            out.println();
            out.println("  Review pack " + file.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WaybillClient client() {
        return WaybillClient.builder(addresses.api()).apiKey(apiKey).build();
    }

    private void printAddresses(List<Ended> ended) {
        out.println();
        out.println("  Processes   " + addresses.api() + "/api/processes");
        out.println("  Job types   " + addresses.api() + "/api/job-types");
        out.println("  JobRunr     " + addresses.dashboard());
        out.println("  PostgreSQL  " + addresses.databaseUrl());
        if (addresses.signIn() != null) {
            out.println("  Sign in     " + addresses.signIn() + "  (this browser, once, within 15 minutes)");
        }
        if (mode != DemoMode.EXIT) {
            new NextSteps(out, addresses.api())
                    .print(ended.stream().map(Ended::process).toList());
            out.println();
            out.println("Serving. Ctrl-C stops.");
        }
        out.flush();
    }

    /**
     * How a process of a sample ended.
     *
     * @param title what people call it
     */
    record Ended(String title, ProcessView process, Sample.End end) {
        boolean asExpected() {
            return end.isMet().test(process);
        }
    }
}
