package dev.waybill.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists that an older or newer server leaves out. */
final class Absent {

    private Absent() {}

    static <T> List<T> empty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
