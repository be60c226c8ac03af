package dev.waybill.worker.imports;

/**
 * The products that a file has named so far, each with the row that named it first. Keeps 64 bits of each identity: two
 * of a million are taken for one with a chance of one in thirty million.
 */
final class SeenIdentities {

    private static final int LEAST = 1 << 10;
    private static final int MOST = 1 << 30;

    private final long[] hashes;
    private final int[] rows;
    private final int mask;

    /** @param most how many there can be */
    SeenIdentities(long most) {
        int slots = Integer.highestOneBit(Math.clamp(most, LEAST, MOST >> 2)) << 1;
        this.hashes = new long[slots << 1];
        this.rows = new int[slots << 1];
        this.mask = hashes.length - 1;
    }

    /** Remembers it; 0 when it is new, else the row that named it before, from 1. */
    long add(String identity, long row) {
        long hash = hash(identity);
        int slot = (int) hash & mask;
        while (rows[slot] != 0) {
            if (hashes[slot] == hash) {
                return rows[slot];
            }
            slot = (slot + 1) & mask;
        }
        hashes[slot] = hash;
        rows[slot] = Math.toIntExact(row);
        return 0;
    }

    /** FNV-1a over the characters, then mixed so that its low bits are as good as the high ones. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
