package dev.waybill.shared.process;

import dev.waybill.shared.database.Columns;
import dev.waybill.shared.database.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything could start beside some lanes. What lies between two of them is asked for by bounds of a single column each:
 * those of a row PostgreSQL does not stop at, and would step over all that was ever claimed of the lane behind.
 */
final class OtherLanes {

    private static final String READY = "SELECT FROM processes p WHERE p.status = 'pending' AND p.waits_for IS NULL";

    private static final String OTHERS = """
            SELECT EXISTS (
                SELECT FROM unnest(:workspaces, :next_workspaces) AS w(after, before) CROSS JOIN LATERAL (
                    %1$s AND p.lane > w.after AND p.lane < w.before ORDER BY p.lane LIMIT 1) AS other
            ) OR EXISTS (
                SELECT FROM unnest(:queue_lanes, :queue_after, :queue_before) AS q(lane, after, before) CROSS JOIN LATERAL (
                    %1$s AND p.lane = q.lane AND p.queue > q.after AND p.queue < q.before ORDER BY p.queue LIMIT 1) AS other
            ) OR EXISTS (
                SELECT FROM unnest(:last_queue_lanes, :last_queue_after) AS q(lane, after) CROSS JOIN LATERAL (
                    %1$s AND p.lane = q.lane AND p.queue > q.after ORDER BY p.queue LIMIT 1) AS other
            ) OR EXISTS (
                SELECT FROM unnest(:label_lanes, :label_queues, :label_after, :label_before) AS l(lane, queue, after, before)
                CROSS JOIN LATERAL (
                    %1$s AND p.lane = l.lane AND p.queue = l.queue AND p.label > l.after AND p.label < l.before
                    ORDER BY p.label LIMIT 1) AS other
            ) OR EXISTS (
                SELECT FROM unnest(:last_label_lanes, :last_label_queues, :last_label_after) AS l(lane, queue, after)
                CROSS JOIN LATERAL (
                    %1$s AND p.lane = l.lane AND p.queue = l.queue AND p.label > l.after ORDER BY p.label LIMIT 1) AS other
            ) AS others
            """.formatted(READY);

    private OtherLanes() {}

    /** @param before null behind the last known one */
    private record Gap(
            long workspace,
            String queue,
            String after,
            @Nullable String before) {

        boolean ends() {
            return before != null;
        }
    }

    /** Asks whether anything could start in a lane that is not among these. */
    static Question<Boolean> than(Collection<Lane> known) {
        SortedMap<Long, SortedMap<String, SortedSet<String>>> tree = new TreeMap<>();
        for (Lane lane : known) {
            tree.computeIfAbsent(lane.workspace(), workspace -> new TreeMap<>())
                    .computeIfAbsent(lane.queue(), queue -> new TreeSet<>())
                    .add(lane.label());
        }
        List<Gap> queues = new ArrayList<>();
        List<Gap> labels = new ArrayList<>();
        tree.forEach((workspace, ofWorkspace) -> {
            add(queues, workspace, "", ofWorkspace.keySet());
            ofWorkspace.forEach((queue, ofQueue) -> add(labels, workspace, queue, ofQueue));
        });
        Map<String, Object> values = new HashMap<>();
        values.put(
                "workspaces",
                Stream.concat(Stream.of(Lane.START.workspace()), tree.keySet().stream())
                        .toArray(Long[]::new));
        values.put(
                "next_workspaces",
                Stream.concat(tree.keySet().stream(), Stream.of(Long.MAX_VALUE)).toArray(Long[]::new));
        put(values, "queue", queues);
        put(values, "label", labels);
        return new Question<>(OTHERS, values, (row, index) -> row.getBoolean("others"));
    }

    private static void add(List<Gap> gaps, long workspace, String queue, Collection<String> known) {
        String after = "";
        for (String one : known) {
            gaps.add(new Gap(workspace, queue, after, one));
            after = one;
        }
        gaps.add(new Gap(workspace, queue, after, null));
    }

    private static void put(Map<String, Object> values, String what, List<Gap> gaps) {
        List<Gap> between = gaps.stream().filter(Gap::ends).toList();
        List<Gap> last = gaps.stream().filter(gap -> !gap.ends()).toList();
        values.put(what + "_lanes", Columns.of(between, Gap::workspace, Long[]::new));
        values.put(what + "_queues", Columns.texts(between, Gap::queue));
        values.put(what + "_after", Columns.texts(between, Gap::after));
        values.put(what + "_before", Columns.texts(between, Gap::before));
        values.put("last_" + what + "_lanes", Columns.of(last, Gap::workspace, Long[]::new));
        values.put("last_" + what + "_queues", Columns.texts(last, Gap::queue));
        values.put("last_" + what + "_after", Columns.texts(last, Gap::after));
    }
}
