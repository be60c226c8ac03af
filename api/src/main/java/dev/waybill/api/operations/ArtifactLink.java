package dev.waybill.api.operations;

import dev.waybill.shared.process.Operation;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;

/**
 * Leads from operations to what they made or belong to. A Spring bean for one kind of artifact; it is asked about every
 * operation that is looked at, and answers nothing about those that have none of its kind.
 */
@FunctionalInterface
public interface ArtifactLink {

    /** The operation's artifacts of this kind. */
    List<Artifact> of(Scope scope, Operation operation);

    /**
     * A link for artifacts that operations name by {@code related_type} and {@code related_id}.
     *
     * @param collection path that the id is put behind, for example {@code /api/webhooks}
     */
    static ArtifactLink related(String relatedType, String collection) {
        return (scope, operation) -> {
            Long id = operation.relatedId();
            return relatedType.equals(operation.relatedType()) && id != null
                    ? List.of(new Artifact(relatedType, id.toString(), collection + "/" + id))
                    : List.of();
        };
    }
}
