package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A job that the demonstration submits.
 *
 * @param title what people call it
 * @param submit submits it through the HTTP API
 * @param end how it must end
 * @param review what is done when it waits for review; null when it never does
 */
record Sample(
        String title,
        Function<WaybillClient, ProcessView> submit,
        End end,
        @Nullable Review review) {

    /**
     * How a process must end.
     *
     * @param expected for people
     * @param isMet whether it ended that way
     */
    record End(String expected, Predicate<ProcessView> isMet) {}

    /**
     * A person's part in a job.
     *
     * @param title what people call the process that it starts
     * @param decide decides about the process that waits, and gives the one that goes on with it
     * @param end how that one must end
     */
    record Review(String title, BiFunction<WaybillClient, ProcessView, ProcessView> decide, End end) {}
}
