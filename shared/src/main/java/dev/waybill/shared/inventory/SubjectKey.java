package dev.waybill.shared.inventory;

/** What tells a subject from all others of its tenant. */
public record SubjectKey(String type, String externalId) {

    /** For people. */
    @Override
    public String toString() {
        return type + " " + externalId;
    }
}
