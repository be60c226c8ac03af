package dev.waybill.shared.queue;

import dev.waybill.shared.process.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What limits leave to a claim. */
final class Budget {

    /** Where nothing is limited. */
    static final Budget UNLIMITED = new Budget(List.of(), List.of());

    private final Controls limits;
    private final Map<Control, Integer> left = new HashMap<>();

    /** @param running how many run under each limit, in the order of the limits */
    Budget(List<Control> limits, List<Integer> running) {
        this.limits = new Controls(limits);
        for (int i = 0; i < limits.size(); i++) {
            Integer most = limits.get(i).maxRunning();
            left.put(limits.get(i), most == null ? Integer.MAX_VALUE : most - running.get(i));
        }
    }

    /** How many of a lane may still start. */
    int left(Lane lane) {
        return limits.limiting(List.of(lane)).stream()
                .mapToInt(limit -> left.getOrDefault(limit, 0))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Takes one of a lane off; false if none is left. */
    boolean spend(Lane lane) {
        if (left(lane) < 1) {
            return false;
        }
        limits.limiting(List.of(lane)).forEach(limit -> left.merge(limit, -1, Integer::sum));
        return true;
    }
}
