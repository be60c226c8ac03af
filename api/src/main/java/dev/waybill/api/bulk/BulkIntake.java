package dev.waybill.api.bulk;

import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.Intake;
import dev.waybill.shared.queue.BulkRefusal;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes in what the lines of a bulk ask for, each as a submit of its own is read. */
final class BulkIntake {

    /** What is told of a bulk that is refused as a whole; the first errors tell enough. */
    private static final int MOST_TOLD = 100;

    private final Intake intake;
    private final BulkSubmission bulk;

    BulkIntake(Intake intake, BulkSubmission bulk) {
        this.intake = intake;
        this.bulk = bulk;
    }

    /** @throws RequestRefused {@code bulk_refused} with every line that is wrong: then nothing is enqueued */
    List<LineResult> all(Scope scope, List<Lines.Line> lines) {
        Read read = read(scope, lines);
        if (!read.refused.isEmpty()) {
            throw refused(read.refused.values());
        }
        List<Submission> submissions = List.copyOf(read.submissions.values());
        List<Integer> numbers = List.copyOf(read.submissions.keySet());
        try {
            List<Submitted> submitted = bulk.all(submissions);
            List<LineResult> results = new ArrayList<>();
            for (int index = 0; index < submitted.size(); index++) {
                results.add(LineResult.accepted(numbers.get(index), submitted.get(index)));
            }
            return results;
        } catch (BulkRefusal refusal) {
            throw refused(refusal.refusals().entrySet().stream()
                    .map(entry -> LineResult.refused(
                            numbers.get(entry.getKey()),
                            Intake.refused(entry.getValue()).problem()))
                    .toList());
        }
    }

    /** Enqueues the lines that may be. */
    List<LineResult> each(Scope scope, List<Lines.Line> lines) {
        Read read = read(scope, lines);
        SortedMap<Integer, LineResult> results = new TreeMap<>(read.refused);
        List<Integer> numbers = List.copyOf(read.submissions.keySet());
        List<BulkSubmission.Line> done = bulk.each(List.copyOf(read.submissions.values()));
        for (int index = 0; index < done.size(); index++) {
            int line = numbers.get(index);
            results.put(
                    line,
                    switch (done.get(index)) {
                        case BulkSubmission.Line.Accepted accepted -> LineResult.accepted(line, accepted.submitted());
                        case BulkSubmission.Line.Refused refused ->
                            LineResult.refused(
                                    line, Intake.refused(refused.refusal()).problem());
                    });
        }
        return List.copyOf(results.values());
    }

    private Read read(Scope scope, List<Lines.Line> lines) {
        Read read = new Read(new TreeMap<>(), new TreeMap<>());
        for (Lines.Line line : lines) {
            try {
                read.submissions.put(line.number(), intake.readLine(scope, line.object()));
            } catch (RequestRefused refused) {
                read.refused.put(line.number(), LineResult.refused(line.number(), refused.problem()));
            }
        }
        return read;
    }

    private static RequestRefused refused(Collection<LineResult> lines) {
        List<LineResult> told = lines.stream().limit(MOST_TOLD).toList();
        String detail = "%,d lines are wrong, nothing was enqueued; the first is line %d: %s"
                .formatted(lines.size(), told.getFirst().line(), told.getFirst().detail());
        List<FieldError> errors = told.stream()
                .flatMap(line -> errors(line).stream())
                .limit(MOST_TOLD)
                .toList();
        return new RequestRefused(
                Problem.of(Reason.BULK_REFUSED, detail, errors).with("lines", told));
    }

    /** With the line's number as the first part of the pointers. */
    private static List<FieldError> errors(LineResult line) {
        List<FieldError> own = line.errors() == null ? List.of() : line.errors();
        return own.isEmpty()
                ? List.of(new FieldError("/" + line.line(), String.valueOf(line.detail())))
                : own.stream()
                        .map(error -> new FieldError("/" + line.line() + error.pointer(), error.detail()))
                        .toList();
    }

    private record Read(SortedMap<Integer, Submission> submissions, SortedMap<Integer, LineResult> refused) {}
}
