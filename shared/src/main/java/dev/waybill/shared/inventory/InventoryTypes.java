package dev.waybill.shared.inventory;

import dev.waybill.shared.job.JobType;
import java.time.Duration;
import java.util.List;

/** The job types {@code sync/*} and {@code drift}. */
public final class InventoryTypes {

    /** How many there are of what. */
    public static final JobType<SyncInput> STOCK = sync("stock");

    /** What it costs. */
    public static final JobType<SyncInput> PRICE = sync("price");

    /** Orders, of an outside source only. */
    public static final JobType<SyncInput> ORDERS = sync("orders");

    /** Everything that is known of each subject. */
    public static final JobType<SyncInput> FULL = sync("full");

    /** All of {@code sync/*}. */
    public static final List<JobType<SyncInput>> SYNCS = List.of(STOCK, PRICE, ORDERS, FULL);

    /** Compares two runs and keeps what differs as findings. */
    public static final JobType<DriftInput> DRIFT =
            JobType.of("drift", DriftInput.class).withQueue("inventory").withTimeout(Duration.ofHours(2));

    /** The type of the findings that {@link #DRIFT} keeps. */
    public static final String DRIFT_FINDING = "drift";

    private InventoryTypes() {}

    private static JobType<SyncInput> sync(String subtype) {
        return JobType.of("sync", SyncInput.class)
                .withSubtype(subtype)
                .withQueue("inventory")
                .withTimeout(Duration.ofHours(2));
    }
}
