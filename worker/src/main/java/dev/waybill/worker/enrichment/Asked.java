package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.amendment.KnownRecord;
import dev.waybill.shared.enrichment.EnrichmentItem;
import dev.waybill.shared.enrichment.EnrichmentOrder;
import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.worker.ai.Tokens;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A record that the model is asked about.
 *
 * @param answerId what its answer has to name: nothing that a hostile record could know of another one
 * @param content what the model sees of it
 * @param hash of the content and of what is asked for, 64 hexadecimal digits
 * @param paid its share of calls that gave no answer for it
 */
record Asked(
        EnrichmentItem item,
        KnownRecord known,
        String answerId,
        ObjectNode content,
        String hash,
        EnrichmentResult.Share paid) {

    private static final int ID_DIGITS = 12;

    static Asked of(EnrichmentOrder order, long processId, EnrichmentItem item, KnownRecord known) {
        ObjectNode content = RecordContent.of(order.kind(), known.columns());
        String wish = order.kind() + "\n" + order.columns() + "\n" + order.language() + "\n" + content;
        String id = sha256(processId + "\n" + item.id() + "\n" + known.id() + "\n" + content)
                .substring(0, ID_DIGITS);
        return new Asked(item, known, id, content, sha256(wish), EnrichmentResult.Share.NOTHING);
    }

    /** The same, having been part of a call in vain. */
    Asked with(EnrichmentResult.Share more) {
        return new Asked(item, known, answerId, content, hash, plus(more));
    }

    EnrichmentResult.Share plus(EnrichmentResult.Share more) {
        BigDecimal usd = paid.usd().add(more.usd());
        return new EnrichmentResult.Share(paid.tokens() + more.tokens(), usd, more.cached());
    }

    /** As it stands in the prompt. */
    ObjectNode json() {
        ObjectNode json = content.objectNode().put("id", answerId);
        return json.setAll(content);
    }

    long tokens() {
        return Tokens.of(json().toString());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
