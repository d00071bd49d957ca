package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.AuthType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** The column holds the name that JSON has too. */
@Converter
class AuthTypeConverter implements AttributeConverter<AuthType, String> {

    @Override
    public String convertToDatabaseColumn(AuthType type) {
        return type == null ? null : type.value();
    }

    @Override
    public AuthType convertToEntityAttribute(String value) {
        return value == null ? null : AuthType.of(value);
    }
}
