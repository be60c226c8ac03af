package dev.waybill.worker.faults;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A worker whose one job leaves a row for each of its chunks, so that what was lost or done twice can be counted. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EffectWorker {

    static final JobType<Input> TYPE = JobType.of("effects", Input.class).withTimeout(Duration.ofMinutes(2));

    /**
     * @param chunks how many rows it leaves
     * @param pauseMillis how long it works between two
     * @param hogs whether it takes all memory after the first
     */
    record Input(@NotNull Integer chunks, @NotNull Integer pauseMillis, boolean hogs) {}

    /** To be run in a JVM of its own; configured by its environment. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(EffectWorker.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "spring.main.keep-alive=true")
                .run(args);
    }

    @Bean
    JobType<Input> effectType() {
        return TYPE;
    }

    @Bean
    Job<Input> effectJob() {
        return new EffectJob();
    }

    private static final class EffectJob implements Job<Input> {

        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public JobType<Input> type() {
            return TYPE;
        }

        @Override
        public JobOutcome run(Input input, Progress progress) throws Exception {
            progress.total(input.chunks());
            int first = progress.checkpoint().map(next -> next.asInt()).orElse(0);
            for (int number = first; number < input.chunks(); number++) {
                int effect = number;
                progress.chunk(tx -> {
                    tx.sql("INSERT INTO effects VALUES (?, ?)")
                            .param(progress.processId())
                            .param(effect)
                            .update();
                    return new ChunkResult(List.of(ItemResult.success(effect, null, null, null)), effect + 1);
                });
                progress.throwIfStopped();
                if (input.hogs()) {
                    exhaustTheHeap();
                }
                if (never.await(input.pauseMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException();
                }
            }
            return new JobOutcome.Completed(Map.of("effects", input.chunks()));
        }

        private static void exhaustTheHeap() {
            List<byte[]> hoard = new ArrayList<>();
            while (!hoard.contains(new byte[0])) {
                hoard.add(new byte[1 << 24]);
            }
        }
    }
}
