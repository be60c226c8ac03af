package dev.waybill.client.offence;

import dev.waybill.api.access.Session;
import dev.waybill.shared.job.JobOutcome;
import org.jspecify.annotations.Nullable;

/** A client that knows more than the HTTP API. */
public final class CuriousClient {

    @Nullable
    Session session;

    @Nullable
    JobOutcome outcome;
}
