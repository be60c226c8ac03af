package dev.waybill.api.access;

/** The API does not start: every request would be refused. */
public final class NobodyCanCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NobodyCanCall(String reason) {
        super("Nobody could call this API: " + reason
                + ". Set waybill.access.first-admin-key-file (or WAYBILL_ACCESS_FIRST_ADMIN_KEY) to a new key,"
                + " for example of: echo wbk_first_$(openssl rand -hex 32)"
                + "; or waybill.access.jwt.issuer to an OIDC issuer. See docs/access.md");
    }
}
