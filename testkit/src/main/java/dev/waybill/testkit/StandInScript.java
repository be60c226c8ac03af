package dev.waybill.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stand-in is told to do: mishaps for its next requests, in their order, then one for all that follow. */
final class StandInScript {

    private final Deque<Mishap> next = new ArrayDeque<>();
    private @Nullable Mishap always;

    synchronized void next(List<Mishap> mishaps) {
        next.addAll(mishaps);
    }

    synchronized void always(@Nullable Mishap mishap) {
        always = mishap;
    }

    /** What happens to this request; null when all goes well. */
    synchronized @Nullable Mishap take() {
        Mishap scripted = next.poll();
        return scripted != null ? scripted : always;
    }
}
