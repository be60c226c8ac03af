package dev.waybill.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.api.http.Route;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RouteMethodTest {

    private final RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();

    RouteMethodTest() {
        mapping.setApplicationContext(new StaticWebApplicationContext());
        mapping.afterPropertiesSet();
    }

    static class Controller {

        @Route(id = "getThing", summary = "A thing")
        public void described() {}

        public void undescribed() {}
    }

    @Test
    void findsWhatIsDescribed() throws NoSuchMethodException {
        map("/api/things/{id}", "described");

        assertThat(RouteMethod.all(mapping)).singleElement().satisfies(route -> {
            assertThat(route.path()).isEqualTo("/api/things/{id}");
            assertThat(route.method()).isEqualTo("get");
        });
    }

    @Test
    void saysWhatToDoAboutAMethodThatIsNotDescribed() throws NoSuchMethodException {
        map("/api/things", "undescribed");

        assertThatThrownBy(() -> RouteMethod.all(mapping))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Controller#undescribed")
                .hasMessageContaining("has no @Route (dev.waybill.api.http): say there what it takes and answers")
                .hasMessageContaining("CONTRIBUTING");
    }

    @Test
    void leavesOutWhatIsNotOfTheApi() throws NoSuchMethodException {
        map("/greeting", "undescribed");

        assertThat(RouteMethod.all(mapping)).isEmpty();
    }

    private void map(String path, String name) throws NoSuchMethodException {
        Method method = Controller.class.getMethod(name);
        RequestMappingInfo info = RequestMappingInfo.paths(path)
                .methods(RequestMethod.GET)
                .options(mapping.getBuilderConfiguration())
                .build();
        mapping.registerMapping(info, new Controller(), method);
    }
}
