package dev.waybill.api.queues;

import dev.waybill.api.http.Forms;
import dev.waybill.api.http.Member;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What routes of queues take, as their description shows it. */
final class QueueShapes {

    private QueueShapes() {}

    /** All that holds from now on for a scope; nothing holds without a pause and a limit. */
    @Forms({"""
        {"properties": {"scope": {"const": "everything"}, "name": {"type": "null"}}}""", """
        {"required": ["name"], "properties": {"scope": {"enum": ["queue", "type"]}, "name": {"type": "string"}}}""", """
        {"required": ["name"], "properties": {"scope": {"const": "workspace"},
         "name": {"type": "string", "pattern": "^[1-9][0-9]{0,17}$"}}}"""})
    record ControlShape(
            @Member(oneOf = {"everything", "queue", "type", "workspace"})
            String scope,

            @Nullable
            @Size(max = 127)
            @Member(says = "The queue, the type or the workspace's number; absent for everything.")
            String name,

            @Nullable @Member(usual = "false") Boolean paused,
            @Nullable @Size(max = 500) String reason,
            @Nullable @Min(1) @Max(1_000_000) Integer maxRunning) {}
}
