package dev.waybill.worker.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.enrichment.EnrichmentResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the elements of an answer to the records of a portion: by id, each once, and to nothing else. */
final class Portion {

    private static final int DECIMALS = 8;

    private Portion() {}

    /**
     * What an answer says about a portion.
     *
     * @param byRecord the records' answers by their ids, without the id
     * @param twice ids that were answered more than once
     * @param strangers how many elements were for no record of the portion
     */
    record Matched(Map<String, ObjectNode> byRecord, Set<String> twice, int strangers) {}

    static Matched match(List<Asked> portion, List<JsonNode> elements) {
        Set<String> wanted = new HashSet<>();
        portion.forEach(asked -> wanted.add(asked.answerId()));
        Map<String, ObjectNode> byRecord = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        int strangers = 0;
        for (JsonNode element : elements) {
            String id = element.path("id").asText();
            if (!wanted.contains(id) || !(element instanceof ObjectNode object)) {
                strangers++;
            } else if (byRecord.putIfAbsent(id, object.deepCopy().without(List.of("id"))) != null) {
                twice.add(id);
            }
        }
        twice.forEach(byRecord::remove);
        return new Matched(byRecord, twice, strangers);
    }

    /** Equal parts of what calls have cost; the first has what cannot be divided. */
    static List<EnrichmentResult.Share> shares(int records, long tokens, BigDecimal usd) {
        BigDecimal each = usd.divide(BigDecimal.valueOf(records), DECIMALS, RoundingMode.DOWN);
        BigDecimal rest = usd.subtract(each.multiply(BigDecimal.valueOf(records)));
        List<EnrichmentResult.Share> shares = new ArrayList<>();
        for (int number = 0; number < records; number++) {
            boolean first = number == 0;
            shares.add(new EnrichmentResult.Share(
                    tokens / records + (first ? tokens % records : 0), first ? each.add(rest) : each, false));
        }
        return shares;
    }

    /** Two halves; a single record stays. */
    static List<List<Asked>> halves(List<Asked> portion) {
        int half = (portion.size() + 1) / 2;
        return portion.size() < 2
                ? List.of(portion)
                : List.of(portion.subList(0, half), portion.subList(half, portion.size()));
    }
}
