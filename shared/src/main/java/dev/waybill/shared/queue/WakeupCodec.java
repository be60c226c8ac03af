package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes as payloads of NOTIFY: ids behind a letter, in commas. {@code u} updated, {@code q} waits for a worker,
 * {@code r} revoked, {@code s} revoked and waits; {@code w} alone: there is work; {@code a} alone: somebody
 * has less access.
 */
final class WakeupCodec {

    /** PostgreSQL takes payloads of less than 8000 bytes. */
    private static final int LONGEST = 7900;

    private static final String WORK = "w";
    private static final String ACCESS = "a";

    private WakeupCodec() {}

    /**
     * @param work whether to look for work, whatever changed
     * @param access whether somebody has less access
     */
    static List<String> encode(Map<ProcessId, Change> changes, boolean work, boolean access) {
        List<String> payloads = new ArrayList<>(access ? List.of(ACCESS) : List.of());
        StringBuilder payload = new StringBuilder(work ? WORK : "");
        changes.forEach((id, change) -> {
            if (payload.length() > LONGEST - 24) {
                payloads.add(payload.toString());
                payload.setLength(0);
            }
            payload.append(payload.isEmpty() ? "" : ",").append(change.letter()).append(id);
        });
        if (!payload.isEmpty()) {
            payloads.add(payload.toString());
        }
        return payloads;
    }

    /** Reads payloads back; what is not ours is left out. */
    static Wakeup decode(List<String> payloads) {
        Set<ProcessId> changed = new HashSet<>();
        Set<ProcessId> revoked = new HashSet<>();
        boolean work = false;
        boolean access = false;
        for (String payload : payloads) {
            for (String entry : payload.split(",")) {
                work |= entry.equals(WORK);
                access |= entry.equals(ACCESS);
                if (entry.matches("[uqrs][1-9][0-9]{0,17}")) {
                    ProcessId id = new ProcessId(Long.parseLong(entry.substring(1)));
                    changed.add(id);
                    char letter = entry.charAt(0);
                    work |= letter == 'q' || letter == 's';
                    if (letter == 'r' || letter == 's') {
                        revoked.add(id);
                    }
                }
            }
        }
        return new Wakeup(changed, revoked, work, access, false);
    }

    /** What happened to one process. */
    record Change(boolean pending, boolean revoked) {

        Change and(Change other) {
            return new Change(pending || other.pending, revoked || other.revoked);
        }

        private char letter() {
            if (pending) {
                return revoked ? 's' : 'q';
            }
            return revoked ? 'r' : 'u';
        }
    }
}
