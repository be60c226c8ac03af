package dev.waybill.api.reviewpack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.process.Opening;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import dev.waybill.shared.reviewpack.ReviewPacks;
import dev.waybill.shared.tenancy.Scope;
import java.util.function.Supplier;

/**
 * Takes {@code review_pack_generate} at {@code POST /api/processes} too: its {@code input} is what
 * {@code POST /api/review-packs} takes as {@code options}.
 */
final class PackOpening implements Opening {

    private static final int LONGEST_WORD = 63;

    private final PackBody bodies;
    private final ReviewPacks packs;

    PackOpening(PackBody bodies, ReviewPacks packs) {
        this.bodies = bodies;
        this.packs = packs;
    }

    @Override
    public String label() {
        return ReviewPackTypes.GENERATE.label();
    }

    @Override
    public Class<?> shape() {
        return PackShapes.PackSubmissionShape.class;
    }

    @Override
    public Supplier<ProcessId> read(Scope scope, ObjectNode body) {
        Members members = new Members(body);
        members.requiredText("type", LONGEST_WORD);
        PackBody.Wish wish = bodies.read(members, "input");
        return () -> packs.create(scope, wish.tenantId(), wish.options(), wish.name());
    }
}
