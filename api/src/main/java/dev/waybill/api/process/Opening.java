package dev.waybill.api.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.function.Supplier;

/**
 * How a submit of a type is taken in that needs rows of its own beside the process, such as a batch. A Spring bean for one
 * type, which callers may then submit though it is internal.
 */
public interface Opening {

    /** The type's label. */
    String label();

    /** Record whose components are the members of such a submit. */
    Class<?> shape();

    /**
     * Reads what {@code POST /api/processes} was sent.
     *
     * @return makes the rows and the process; called at most once
     * @throws RequestRefused {@code invalid_input} with pointers into the body
     */
    Supplier<ProcessId> read(Scope scope, ObjectNode body);
}
