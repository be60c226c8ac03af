package dev.waybill.shared.files;

/** There is more content than is allowed. */
public final class FileTooLarge extends RuntimeException {

    private final long maxSize;

    /** @param maxSize what is allowed, in bytes */
    public FileTooLarge(long maxSize) {
        super("the file is larger than %,d bytes".formatted(maxSize));
        this.maxSize = maxSize;
    }

    /** What is allowed, in bytes. */
    public long maxSize() {
        return maxSize;
    }

    public String reasonCode() {
        return "too_large";
    }
}
