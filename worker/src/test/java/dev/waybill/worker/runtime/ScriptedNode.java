package dev.waybill.worker.runtime;

import static org.awaitility.Awaitility.await;

import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.faults.ProbedNode;
import dev.waybill.worker.ai.AiRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A whole worker that runs {@link Scripted} jobs. */
record ScriptedNode(ProbedNode node) {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    ProcessId submit(String script) {
        return node.bean(ProcessQueue.class)
                .submit(Submission.of(Scope.SEEDED, Scripted.TYPE, new Scripted.Input(script)))
                .id();
    }

    /** Waits until the process is at this status. */
    void end(ProcessId id, ProcessStatus status) {
        await().atMost(PATIENCE)
                .until(() -> node.bean(ProcessReader.class)
                                .find(Scope.SEEDED, id)
                                .orElseThrow()
                                .status()
                        == status);
    }

    /** Something to ask a model. */
    static AiRequest question() {
        return new AiRequest(
                "gemini-2.5-flash-lite",
                "You count.",
                List.of("One."),
                Objects.requireNonNull(JobJson.read("{\"type\": \"object\"}")),
                100,
                0,
                Duration.ofSeconds(10));
    }
}
