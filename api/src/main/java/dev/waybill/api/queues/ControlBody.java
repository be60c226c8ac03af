package dev.waybill.api.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.shared.queue.Control;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body that says what is held back. */
record ControlBody(
        Control.Scope scope,
        String name,
        boolean paused,
        @Nullable String reason,
        @Nullable Integer maxRunning) {

    private static final int LONGEST_NAME = 127;
    private static final int LONGEST_REASON = 500;
    private static final int MOST = 1_000_000;

    static ControlBody read(ObjectNode body) {
        Members members = new Members(body);
        String word = members.requiredText("scope", LONGEST_NAME);
        String name = members.text("name", LONGEST_NAME);
        Boolean paused = members.flag("paused");
        String reason = members.text("reason", LONGEST_REASON);
        Long maxRunning = members.whole("max_running", 1, MOST);
        Optional<Control.Scope> scope = Arrays.stream(Control.Scope.values())
                .filter(one -> one.word().equals(word))
                .findFirst();
        if (!word.isEmpty() && scope.isEmpty()) {
            members.wrong("scope", "must be everything, queue, type or workspace");
        }
        scope.ifPresent(known -> checkName(members, known, name));
        members.done("The control cannot be understood");
        return new ControlBody(
                scope.orElseThrow(),
                Objects.requireNonNullElse(name, ""),
                Boolean.TRUE.equals(paused),
                reason,
                maxRunning == null ? null : maxRunning.intValue());
    }

    private static void checkName(Members members, Control.Scope scope, @Nullable String name) {
        if (scope == Control.Scope.EVERYTHING && name != null) {
            members.wrong("name", "must be absent for everything");
        } else if (scope != Control.Scope.EVERYTHING && name == null) {
            members.wrong("name", "must be the queue, the type or the workspace");
        } else if (scope == Control.Scope.WORKSPACE && name != null && !name.matches("[1-9][0-9]{0,17}")) {
            members.wrong("name", "must be the number of a workspace");
        }
    }
}
