package dev.waybill.api.process;

import dev.waybill.api.access.Session;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.worker.alpha.AlphaJob;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;

/** A controller with SQL that knows the worker, the access rules and the ledger. */
@Controller
public final class ProcessPage {

    @Nullable
    JdbcClient jdbc;

    @Nullable
    Session session;

    @Nullable
    ProcessLedger ledger;

    @Nullable
    AlphaJob job;
}
