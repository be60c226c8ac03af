package dev.waybill.standalone.hub;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.util.Locale;

/** How somebody looks at a page. */
enum Look {
    LIGHT(1360, 900, ColorScheme.LIGHT, ForcedColors.NONE, true),
    DARK(1360, 900, ColorScheme.DARK, ForcedColors.NONE, true),
    PHONE(390, 844, ColorScheme.LIGHT, ForcedColors.NONE, true),
    FORCED_COLORS(1360, 900, ColorScheme.LIGHT, ForcedColors.ACTIVE, false),
    NARROW(320, 640, ColorScheme.LIGHT, ForcedColors.NONE, false),
    /** As 1360 pixels at 200 % are. */
    ZOOMED(680, 450, ColorScheme.LIGHT, ForcedColors.NONE, false);

    private final int width;
    private final int height;
    private final ColorScheme scheme;
    private final ForcedColors forced;
    private final boolean audited;

    Look(int width, int height, ColorScheme scheme, ForcedColors forced, boolean audited) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
        this.forced = forced;
        this.audited = audited;
    }

    /** Has the page shown so. */
    void apply(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setForcedColors(forced));
        page.setViewportSize(width, height);
    }

    /** Whether axe goes over it; the others are only looked at, and must not scroll sideways. */
    boolean audited() {
        return audited;
    }

    /** As a part of a file's name. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
