package dev.waybill.shared.queue;

import dev.waybill.shared.process.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jobrunr.storage.navigation.AmountRequest;
import org.jspecify.annotations.Nullable;

/** How much a worker wants to claim; travels through JobRunr as the page that it asks for. */
public final class ClaimRequest extends AmountRequest {

    private final int free;
    private final Set<String> quick;
    private @Nullable Duration untilWholeLook;

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
        if (taken == 0) {
            return this;
        }
        int left = Math.max(0, free - taken);
        return new ClaimRequest(left, Math.max(0, getLimit() - taken - left), quick);
    }

    /** The claim has not looked at everything and may have missed something; in that time another one may look at all. */
    void askAgainIn(Duration time) {
        untilWholeLook = time;
    }

    /** When to ask again after a claim that found nothing; empty when there is no need to, unless something is told. */
    public Optional<Duration> askAgainIn() {
        return Optional.ofNullable(untilWholeLook);
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
