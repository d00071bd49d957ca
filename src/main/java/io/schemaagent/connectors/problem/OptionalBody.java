package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads a JSON body that may be missing, whatever content type its absence was sent with. */
@ApplicationScoped
public class OptionalBody {

    private final ObjectMapper json;

    OptionalBody(ObjectMapper json) {
        this.json = json;
    }

    /** The body, empty where there is none; fails like any other body that is malformed or of the wrong shape. */
    public <T> Optional<T> parse(String body, Class<T> type) {
        if (body == null || body.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(body, type));
        } catch (MismatchedInputException mismatch) {
            throw Problem.invalid(Violations.of(mismatch));
        } catch (JsonProcessingException malformed) {
            throw ProblemMapper.malformed();
        }
    }
}
