package dev.waybill.shared.inventory;

/** A place in a tenant's findings, ordered by type, subject and id, each byte by byte. */
public record FindingPlace(String findingType, String subjectType, String subjectExternalId, long id) {

    /** Before the first. */
    public static final FindingPlace START = new FindingPlace("", "", "", 0);
}
