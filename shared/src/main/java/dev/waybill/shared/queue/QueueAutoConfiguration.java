package dev.waybill.shared.queue;

import dev.waybill.shared.database.RoundTrip;
import dev.waybill.shared.job.InputCompletion;
import dev.waybill.shared.job.InputUpcaster;
import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.ProcessUndo;
import dev.waybill.shared.job.RetryGuard;
import dev.waybill.shared.job.ReviewPolicy;
import dev.waybill.shared.job.RunScoping;
import dev.waybill.shared.process.Announcements;
import dev.waybill.shared.process.EndedProcesses;
import dev.waybill.shared.process.LedgerListener;
import dev.waybill.shared.process.OperationReader;
import dev.waybill.shared.process.ProcessLedger;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.process.QueuePlaces;
import dev.waybill.shared.process.ReadyProcesses;
import dev.waybill.shared.process.WaitingReviews;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.AuditReader;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Tenants;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger and the queue, in any application that has a DataSource. */
@AutoConfiguration(
        after = {JdbcClientAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class},
        beforeName = {
            "org.jobrunr.spring.autoconfigure.storage.JobRunrSqlStorageAutoConfiguration",
            "org.jobrunr.spring.autoconfigure.JobRunrAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
public class QueueAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    JobCatalog jobCatalog(List<JobType<?>> types, List<InputUpcaster> upcasters) {
        return new JobCatalog(types, upcasters);
    }

    @Bean
    RoleTransactions roleTransactions(JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        return new RoleTransactions(jdbc, transactionManager);
    }

    @Bean
    Tenants tenants(JdbcClient jdbc, RoleTransactions roles, AuditLog audit) {
        return new Tenants(jdbc, roles, audit);
    }

    @Bean
    Wakeups wakeups(DataSource dataSource, JdbcClient jdbc) {
        return new Wakeups(dataSource, jdbc);
    }

    @Bean
    RoundTrip roundTrip(JdbcOperations jdbc) {
        return new RoundTrip(jdbc);
    }

    @Bean
    ProcessLedger processLedger(
            JdbcClient jdbc,
            RoundTrip trip,
            RoleTransactions roles,
            List<LedgerListener> listeners,
            ObjectProvider<Announcements> announcements) {
        Announcements told = announcements.getIfAvailable(() -> Announcements.NONE);
        return new ProcessLedger(jdbc, trip, roles, LedgerListener.all(listeners), told);
    }

    @Bean
    ProcessReader processReader(JdbcClient jdbc, RoleTransactions roles) {
        return new ProcessReader(jdbc, roles);
    }

    @Bean
    OperationReader operationReader(JdbcClient jdbc, RoleTransactions roles) {
        return new OperationReader(jdbc, roles);
    }

    @Bean(name = "jobRunrJsonMapper")
    @ConditionalOnMissingBean
    JsonMapper jobRunrJsonMapper() {
        return new ProcessJobMapper(new JacksonJsonMapper());
    }

    @Bean
    @ConditionalOnMissingBean
    JobMapper jobMapper(JsonMapper jobRunrJsonMapper) {
        return new JobMapper(jobRunrJsonMapper);
    }

    @Bean
    AttemptEnds attemptEnds() {
        return new AttemptEnds();
    }

    @Bean
    NextState nextState(AttemptEnds ends, Clock clock) {
        return new NextState(ends, clock);
    }

    @Bean
    ReadyProcesses readyProcesses(JdbcClient jdbc, Wakeups wakeups) {
        return new ReadyProcesses(jdbc, wakeups);
    }

    @Bean
    AuditLog auditLog(JdbcClient jdbc, RoleTransactions roles) {
        return new AuditLog(jdbc, roles);
    }

    @Bean
    AuditReader auditReader(JdbcClient jdbc, RoleTransactions roles) {
        return new AuditReader(jdbc, roles);
    }

    @Bean
    QueueControls queueControls(
            JdbcClient jdbc, RoleTransactions roles, AuditLog audit, Wakeups wakeups, ReadyProcesses ready) {
        return new QueueControls(jdbc, roles, audit, wakeups, ready);
    }

    @Bean
    QueuePlaces queuePlaces(JdbcClient jdbc) {
        return new QueuePlaces(jdbc);
    }

    @Bean
    QueueOverview queueOverview(JobCatalog catalog, JdbcClient jdbc, RoleTransactions roles, QueuePlaces places) {
        return new QueueOverview(catalog, jdbc, roles, places, new EndedProcesses(jdbc));
    }

    @Bean
    Outlook outlook(JdbcClient jdbc, RoleTransactions roles, QueuePlaces places, QueueControls controls) {
        return new Outlook(jdbc, roles, places, controls);
    }

    @Bean
    Claims claims(
            JdbcClient jdbc,
            RoundTrip trip,
            JobMapper jobMapper,
            QueueControls controls,
            UnstartedClaims unstarted,
            ObjectProvider<ServedWork> served) {
        return new Claims(
                jdbc,
                trip,
                JobRows.waiting(jobMapper),
                controls,
                unstarted,
                () -> served.getIfAvailable(() -> ServedWork.NOTHING));
    }

    @Bean
    UnstartedClaims unstartedClaims(Wakeups wakeups) {
        UnstartedClaims unstarted = new UnstartedClaims();
        wakeups.subscribe(unstarted::heard);
        return unstarted;
    }

    @Bean
    Waiting waiting(RoleTransactions roles, ReadyProcesses ready) {
        return new Waiting(roles, ready);
    }

    @Bean(name = "storageProvider", destroyMethod = "close")
    @DependsOnDatabaseInitialization
    LedgerStorageProvider storageProvider(
            DataSource dataSource,
            JdbcClient jdbc,
            JobMapper jobMapper,
            RoleTransactions roles,
            ProcessLedger ledger,
            AttemptEnds ends,
            NextState nextState,
            Claims claims,
            UnstartedClaims unstarted,
            AuditLog audit) {
        return new LedgerStorageProvider(
                new JoiningDataSource(dataSource),
                jdbc,
                jobMapper,
                roles,
                ledger,
                ends,
                nextState,
                claims,
                unstarted,
                new DashboardActions(audit));
    }

    @Bean
    Admission admission(JobCatalog catalog, List<InputCompletion> completions, List<RunScoping> scopings) {
        return new Admission(catalog, completions, scopings);
    }

    @Bean
    Undoing undoing(ProcessLedger ledger, List<ProcessUndo> undos) {
        return new Undoing(ledger, undos);
    }

    @Bean
    BulkSubmission bulkSubmission(
            Admission admission,
            Undoing undoing,
            RoleTransactions roles,
            ProcessLedger ledger,
            JdbcClient jdbc,
            JobMapper jobMapper,
            AuditLog audit,
            RoundTrip trip) {
        return new BulkSubmission(admission, undoing, roles, ledger, jdbc, jobMapper, new Trail(audit, ledger), trip);
    }

    @Bean
    Submissions submissions(BulkSubmission bulk) {
        return new Submissions(bulk);
    }

    @Bean
    ProcessRemoval processRemoval(JdbcClient jdbc, RoleTransactions roles, ProcessLedger ledger) {
        return new ProcessRemoval(jdbc, roles, ledger);
    }

    @Bean
    RecurringJobs recurringJobs(LedgerStorageProvider storage, JdbcClient jdbc, RoleTransactions roles) {
        return new RecurringJobs(storage, jdbc, roles);
    }

    @Bean
    ProcessQueue processQueue(
            Submissions submissions,
            RoleTransactions roles,
            ProcessLedger ledger,
            LedgerStorageProvider storage,
            List<ReviewPolicy> reviewPolicies,
            List<ItemRetry> itemRetries,
            List<RetryGuard> retryGuards,
            Undoing undoing,
            AuditLog audit) {
        return new ProcessQueue(
                submissions,
                roles,
                ledger,
                storage,
                reviewPolicies,
                new ItemRetries(itemRetries),
                new RetryChecks(ledger, retryGuards),
                undoing,
                new Trail(audit, ledger));
    }

    @Bean
    HeldProcesses heldProcesses(RoleTransactions roles, ProcessLedger ledger, AuditLog audit) {
        return new HeldProcesses(roles, ledger, new Trail(audit, ledger));
    }

    @Bean
    LeftReviews leftReviews(JdbcClient jdbc, RoleTransactions roles, HeldProcesses processes, ProcessQueue queue) {
        return new LeftReviews(roles, new WaitingReviews(jdbc), processes, queue);
    }

    @Bean
    Rescue rescue(
            JdbcClient jdbc,
            RoleTransactions roles,
            ProcessLedger ledger,
            LedgerStorageProvider storage,
            UnstartedClaims unstarted) {
        return new Rescue(jdbc, roles, ledger, storage, unstarted);
    }

    @Bean
    RequestKeys requestKeys(JdbcClient jdbc, RoleTransactions roles) {
        return new RequestKeys(jdbc, roles);
    }
}
