package dev.waybill.worker.runtime;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.ShownProgress;
import org.jobrunr.jobs.context.JobContext;
import org.jobrunr.jobs.context.JobDashboardProgressBar;
import org.jobrunr.server.runner.ThreadLocalJobContext;
import org.jspecify.annotations.Nullable;

/**
 * Progress bar and log lines of an attempt on JobRunr's dashboard. They are metadata of its job in memory, which JobRunr's
 * heartbeat saves: nothing is written for them alone.
 */
final class DashboardLines {

    /** A job's row must not grow with its work; the process's events have them all. */
    private static final int MOST = 200;

    private final @Nullable JobContext context;
    private @Nullable JobDashboardProgressBar bar;
    private long succeeded;
    private long failed;
    private int lines;

    /** Of the attempt that the calling thread runs. */
    DashboardLines(Process process) {
        context = ThreadLocalJobContext.hasJobContext() ? ThreadLocalJobContext.getJobContext() : null;
        succeeded = process.counters().succeeded() + process.counters().skipped();
        failed = process.counters().failed();
        Long total = process.counters().total();
        if (total != null) {
            total(total);
        }
    }

    synchronized void total(long items) {
        if (context != null && items > 0) {
            bar = context.progressBar(items);
            show(items);
        }
    }

    synchronized void say(String line) {
        if (context != null && lines++ < MOST) {
            context.logger().info(line);
            unshown();
        }
    }

    synchronized void chunk(ChunkResult chunk) {
        for (ItemResult item : chunk.items()) {
            switch (item.status()) {
                case SUCCESS, SKIPPED -> succeeded++;
                case ERROR -> failed++;
                case PENDING -> {}
            }
        }
        if (bar != null) {
            show(bar.getTotalAmount());
        }
    }

    private void unshown() {
        if (context != null) {
            ShownProgress.changed(context);
        }
    }

    /** Repeated items may make it more than there are. */
    private void show(long total) {
        if (bar != null) {
            long wrong = Math.min(failed, total);
            bar.setProgress(total, Math.min(succeeded, total - wrong), wrong);
            unshown();
        }
    }
}
