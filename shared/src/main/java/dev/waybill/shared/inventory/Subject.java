package dev.waybill.shared.inventory;

/**
 * A subject as a run observed it.
 *
 * @param type at most {@value #LONGEST_TYPE} bytes
 * @param externalId at most {@value #LONGEST_ID} bytes; unique among those of its type
 * @param content a JSON object, as {@link CanonicalJson#text}
 */
public record Subject(String type, String externalId, String content) {

    /** In bytes of UTF-8. */
    public static final int LONGEST_TYPE = 200;

    /** In bytes of UTF-8. */
    public static final int LONGEST_ID = 1_000;

    /** What tells it from the others of its run. */
    public SubjectKey key() {
        return new SubjectKey(type, externalId);
    }
}
