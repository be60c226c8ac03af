package dev.waybill.standalone;

import dev.waybill.client.ProcessListener;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A sample that runs: its stream is drawn, and what a person does at its review is done, by threads of its own. */
final class Followed {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final WaybillClient client;
    private final ExecutorService threads;
    private final ProgressLines lines;
    private final Sample sample;
    private final Future<ProcessView> process;
    private @Nullable Future<ProcessView> reviewed;

    Followed(WaybillClient client, ExecutorService threads, ProgressLines lines, Sample sample, ProcessView submitted) {
        this.client = client;
        this.threads = threads;
        this.lines = lines;
        this.sample = sample;
        this.process = threads.submit(() -> follow(sample.title(), submitted));
    }

    /** Waits until it has ended, and what its review started. */
    List<Demo.Ended> ended() {
        List<Demo.Ended> ended = new ArrayList<>();
        ended.add(new Demo.Ended(sample.title(), result(process), sample.end()));
        Sample.Review review = sample.review();
        Future<ProcessView> goesOn = reviewed();
        if (review != null && goesOn != null) {
            ended.add(new Demo.Ended(review.title(), result(goesOn), review.end()));
        }
        return ended;
    }

    private ProcessView follow(String title, ProcessView submitted) {
        lines.show(title, submitted);
        ProcessListener draw = new ProcessListener() {
            @Override
            public void progress(ProcessView now) {
                lines.show(title, now);
                if ("waiting_review".equals(now.status())) {
                    review(now);
                }
            }
        };
        ProcessView ended = client.stream(submitted.id(), 0, draw, PATIENCE);
        lines.show(title, ended);
        return ended;
    }

    private synchronized void review(ProcessView waiting) {
        Sample.Review review = sample.review();
        if (review != null && reviewed == null) {
            reviewed =
                    threads.submit(() -> follow(review.title(), review.decide().apply(client, waiting)));
        }
    }

    private synchronized @Nullable Future<ProcessView> reviewed() {
        return reviewed;
    }

    private static ProcessView result(Future<ProcessView> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demonstration was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sample could not be followed", e.getCause());
        }
    }
}
