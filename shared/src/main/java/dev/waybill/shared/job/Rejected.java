package dev.waybill.shared.job;

/** Thrown by a job when trying again cannot help: the process fails at once with this reason. */
public final class Rejected extends RuntimeException {

    private final String reasonCode;

    /**
     * @param reasonCode stable code, for example {@code not_a_csv}
     * @param reason short sentence for people
     */
    public Rejected(String reasonCode, String reason) {
        super(reason);
        this.reasonCode = reasonCode;
    }

    public String reasonCode() {
        return reasonCode;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
