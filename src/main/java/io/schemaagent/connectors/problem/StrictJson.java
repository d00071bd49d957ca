package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes a value of the wrong type an error that is reported, where the parser would guess what was meant. */
@Singleton
final class StrictJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        refuse(mapper.coercionConfigFor(LogicalType.Textual), numbersAnd(CoercionInputShape.Boolean));
        refuse(mapper.coercionConfigFor(LogicalType.Boolean), numbersAnd(CoercionInputShape.String));
        refuse(mapper.coercionConfigFor(LogicalType.Enum), List.of(CoercionInputShape.EmptyString));
    }

    private static List<CoercionInputShape> numbersAnd(CoercionInputShape other) {
        return List.of(CoercionInputShape.Integer, CoercionInputShape.Float, other);
    }

    private static void refuse(MutableCoercionConfig target, List<CoercionInputShape> shapes) {
        shapes.forEach(shape -> target.setCoercion(shape, CoercionAction.Fail));
    }
}
