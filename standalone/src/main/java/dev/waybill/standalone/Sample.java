package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A job that the demonstration submits.
 *
 * @param title what people call it
 * @param submit submits it through the HTTP API
 * @param expected how it must end, for people
 * @param asExpected whether it ended that way
 */
record Sample(
        String title,
        Function<WaybillClient, ProcessView> submit,
        String expected,
        Predicate<ProcessView> asExpected) {}
