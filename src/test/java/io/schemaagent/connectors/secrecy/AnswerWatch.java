package io.schemaagent.connectors.secrecy;

import io.restassured.authentication.PreemptiveOAuth2HeaderScheme;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Looks at every request that a test sends with REST Assured, and at its answer. */
final class AnswerWatch implements Filter {

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        URI address = URI.create(request.getURI());
        Calls.sent(address, authorization(request), body(request));

        Response response = context.next(request, expected);

        byte[] body = response.asByteArray();
        Calls.answered(
                address, response.statusLine() + "\n" + response.headers(), new String(body, StandardCharsets.UTF_8));
        // A body can be read once.
        return new ResponseBuilder().clone(response).setBody(body).build();
    }

    private static String authorization(FilterableRequestSpecification request) {
        // This scheme adds its header after all filters.
        return request.getAuthenticationScheme() instanceof PreemptiveOAuth2HeaderScheme scheme
                ? scheme.getAccessToken()
                : request.getHeaders().getValue("Authorization");
    }

    private static String body(FilterableRequestSpecification request) {
        Object body = request.getBody();
        return body instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : body instanceof String text ? text : null;
    }
}
