package dev.waybill.shared.queue;

import dev.waybill.shared.process.Lane;
import java.util.Set;
import org.jobrunr.storage.navigation.AmountRequest;

/** How much a worker wants to claim; travels through JobRunr as the page that it asks for. */
public final class ClaimRequest extends AmountRequest {

    private final int free;
    private final Set<String> quick;

    /**
     * @param free jobs that could start at once
     * @param ahead jobs beyond them, which wait on the worker until one of its threads is free
     * @param quick types whose jobs are so short that they may be claimed ahead
     */
    public ClaimRequest(int free, int ahead, Set<String> quick) {
        super("updatedAt:ASC", free + ahead);
        this.free = free;
        this.quick = Set.copyOf(quick);
    }

    /** What is wanted when so many have found their place. */
    ClaimRequest without(int taken) {
        int left = Math.max(0, free - taken);
        return new ClaimRequest(left, Math.max(0, getLimit() - taken - left), quick);
    }

    /** How many processes of a lane may be among those that are claimed. */
    int most(Lane lane) {
        return quick.contains(lane.label()) ? getLimit() : free;
    }

    /** How many JobRunr jobs without a process may be. */
    int free() {
        return free;
    }
}
