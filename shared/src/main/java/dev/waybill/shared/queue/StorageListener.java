package dev.waybill.shared.queue;

/** Port to whoever wants to know what the storage does; called on its threads: must be quick. */
public interface StorageListener {

    /** Nobody wants to. */
    StorageListener NONE = new StorageListener() {
        @Override
        public void claimed(int jobs, long nanos) {}

        @Override
        public void grouped(int ends, long nanos) {}
    };

    /**
     * A claim is committed.
     *
     * @param jobs how many it found; often none
     */
    void claimed(int jobs, long nanos);

    /**
     * A group of ends of attempts is committed.
     *
     * @param ends how many were in it
     */
    void grouped(int ends, long nanos);
}
