package dev.waybill.api.access;

import dev.waybill.api.http.HttpAutoConfiguration;
import dev.waybill.api.http.JsonBody;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.access.Identities;
import dev.waybill.shared.access.KeyLookup;
import dev.waybill.shared.access.Sessions;
import dev.waybill.shared.access.SignInLinks;
import dev.waybill.shared.access.WorkspaceMembers;
import dev.waybill.shared.queue.Wakeups;
import dev.waybill.shared.tenancy.AuditLog;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Knows who calls, and gives requests their scope. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnBean(JsonBody.class)
@EnableConfigurationProperties({AccessProperties.class, JwtProperties.class})
public class AccessAutoConfiguration {

    @Bean
    ApiKeys apiKeys(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, Wakeups wakeups) {
        return new ApiKeys(jdbc, roles, audit, wakeups);
    }

    @Bean
    KeyLookup keyLookup(JdbcClient jdbc, RoleTransactions roles, ApiKeys keys) {
        return new KeyLookup(jdbc, roles, keys);
    }

    @Bean
    Sessions accessSessions(JdbcClient jdbc, RoleTransactions roles, AccessProperties properties) {
        return new Sessions(jdbc, roles, properties.sessionIdle(), properties.sessionLifetime());
    }

    @Bean
    SignInLinks signInLinks(JdbcClient jdbc, RoleTransactions roles) {
        return new SignInLinks(jdbc, roles);
    }

    @Bean
    WorkspaceMembers workspaceMembers(JdbcClient jdbc, RoleTransactions roles, AuditLog audit, Wakeups wakeups) {
        return new WorkspaceMembers(jdbc, roles, audit, wakeups);
    }

    @Bean
    Identities identities(JdbcClient jdbc, RoleTransactions roles) {
        return new Identities(jdbc, roles);
    }

    @Bean
    @DependsOnDatabaseInitialization
    FirstAdminKey firstAdminKey(AccessProperties properties, JwtProperties jwt, KeyLookup lookup) {
        return new FirstAdminKey(properties, jwt.issuer() != null, lookup);
    }

    @Bean
    Doorkeeper doorkeeper(
            AccessProperties properties,
            JwtProperties jwt,
            KeyLookup lookup,
            Sessions sessions,
            Identities identities,
            Clock clock) {
        return Doorkeeper.of(properties, jwt, lookup, sessions, identities, clock);
    }

    @Bean
    LiveCredentials liveCredentials(
            Doorkeeper doorkeeper,
            KeyLookup keys,
            Sessions sessions,
            Identities identities,
            Wakeups wakeups,
            Clock clock,
            AccessProperties properties) {
        return new LiveCredentials(
                doorkeeper, new StillValid(keys, sessions, identities), wakeups, clock, properties.recheckInterval());
    }

    @Bean
    SessionController sessionController(
            JsonBody bodies,
            Doorkeeper doorkeeper,
            Sessions sessions,
            SignInLinks links,
            WorkspaceMembers members,
            Wakeups wakeups,
            LiveCredentials live,
            AccessProperties properties,
            Clock clock) {
        SignIn signIn = new SignIn(
                doorkeeper.keys(), doorkeeper.sessions(), sessions, links, wakeups, live, properties.sessionLifetime());
        return new SessionController(bodies, signIn, members, clock);
    }

    @Bean
    KeyController keyController(
            JsonBody bodies, ApiKeys keys, WorkspaceMembers members, LiveCredentials live, Clock clock) {
        return new KeyController(bodies, keys, members, live, clock);
    }

    @Bean
    MemberController memberController(JsonBody bodies, WorkspaceMembers members, LiveCredentials live, Clock clock) {
        return new MemberController(bodies, members, live, clock);
    }

    @Bean
    WebMvcConfigurer scopeOfRequests() {
        ScopeArguments arguments = new ScopeArguments();
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(arguments);
            }
        };
    }
}
