package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ApiInput;
import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.source.ApiPages;
import dev.waybill.worker.source.Content;
import dev.waybill.worker.source.ReadLimits;
import java.util.List;
import java.util.Optional;

/**
 * The pages of a JSON API. Each is fetched once and kept: an attempt that goes on after a crash goes on at the page that is
 * missing, and a retry of failed records reads the pages of the import whose records they are.
 */
final class ApiFormat implements ImportFormat<ApiInput> {

    private final ApiPages pages;
    private final EarlierImports earlier;
    private final ReadLimits limits;

    ApiFormat(ApiPages pages, EarlierImports earlier, ReadLimits limits) {
        this.pages = pages;
        this.earlier = earlier;
        this.limits = limits;
    }

    @Override
    public JobType<ApiInput> type() {
        return ImportTypes.API;
    }

    @Override
    public Origin open(ApiInput input, Progress progress) throws Exception {
        List<Content> texts = earlier.find(
                        progress.workspaceId(),
                        input.settings().retryOf(),
                        process -> Optional.of(pages.fetched(
                                        progress.workspaceId(), process.id().value()))
                                .filter(fetched -> !fetched.isEmpty()))
                .orElse(List.of());
        if (texts.isEmpty()) {
            texts = fetch(input, progress);
        }
        List<Content> stoppable = texts.stream()
                .map(text -> StoredFiles.stoppable(text, progress))
                .toList();
        return new Origin.Ready(
                UrlFormat.nameOf(input.url()), SourceFormats.json(stoppable, input.records(), limits), null);
    }

    private List<Content> fetch(ApiInput input, Progress progress) throws Exception {
        progress.step("Fetching pages");
        ImportSettings settings = input.settings();
        long most = settings.rows() == null ? Long.MAX_VALUE : settings.rows();
        ApiOptions api = new ApiOptions(input.url(), input.records(), input.paging(), input.credential());
        return pages.fetch(api, most, limits, progress);
    }
}
