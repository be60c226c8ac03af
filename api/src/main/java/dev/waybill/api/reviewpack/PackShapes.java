package dev.waybill.api.reviewpack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Member;
import dev.waybill.shared.reviewpack.PackStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What routes of review packs take, as their description shows it. */
final class PackShapes {

    private PackShapes() {}

    /** A wish for a pack. */
    record NewPackShape(
            @Min(1) long tenantId,
            @Nullable @Size(max = 200) String name,

            @Nullable @Member(inputOf = "review_pack_generate")
            ObjectNode options) {}

    /** The same as a submit. */
    record PackSubmissionShape(
            String type,
            @Min(1) long tenantId,
            @Nullable @Size(max = 200) String name,

            @Nullable @Member(inputOf = "review_pack_generate")
            ObjectNode input) {}

    /** Which packs. */
    record ListQuery(
            @Nullable @Min(1) Long tenantId, @Nullable Set<PackStatus> status) {}

    /** Whose pack. */
    record LatestQuery(@Min(1) long tenantId) {}

    /** A link that was made before. */
    record LinkQuery(
            @Min(0) @Max(253_402_300_799L) @Member(says = "Seconds since 1970.")
            long expires,

            String signature) {}
}
