package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Compound files ([MS-CFB]): old workbooks, and new ones behind a password. The names of their streams, which tell them
 * apart, can stand anywhere.
 */
final class OldOffice {

    private static final String ENCRYPTED = inBytes("EncryptedPackage");
    private static final int STEP = 1 << 16;

    private OldOffice() {}

    static Rejected refusal(InputStream bytes) throws IOException {
        return holds(bytes, ENCRYPTED)
                ? new Rejected("excel_encrypted", "The workbook is protected by a password; save it without one.")
                : new Rejected("old_excel", "The workbook is in the old format .xls; save it as .xlsx.");
    }

    private static boolean holds(InputStream bytes, String name) throws IOException {
        byte[] window = new byte[STEP];
        int kept = 0;
        for (int count = bytes.read(window, kept, STEP - kept);
                count >= 0;
                count = bytes.read(window, kept, STEP - kept)) {
            int end = kept + count;
            if (new String(window, 0, end, ISO_8859_1).contains(name)) {
                return true;
            }
            kept = Math.min(end, name.length());
            window = Arrays.copyOf(Arrays.copyOfRange(window, end - kept, end), STEP);
        }
        return false;
    }

    private static String inBytes(String name) {
        return new String(name.getBytes(UTF_16LE), ISO_8859_1);
    }
}
