package dev.waybill.standalone.hub;

import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.tenancy.Scope;

/** A queue of all workspaces that is paused until this is closed. */
record HeldQueue(HubNode node, String queue) implements AutoCloseable {

    static HeldQueue pause(HubNode node, String queue) {
        put(node, queue, true);
        return new HeldQueue(node, queue);
    }

    @Override
    public void close() {
        put(node, queue, false);
    }

    private static void put(HubNode node, String queue, boolean paused) {
        node.bean(QueueControls.class)
                .put(Scope.SEEDED, Control.Scope.QUEUE, queue, paused, "a test looks at it", null, before -> {});
    }
}
