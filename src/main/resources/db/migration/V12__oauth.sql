-- Authorizations that users have begun. What is kept of a state is its digest, and what belongs to it is sealed.
CREATE TABLE oauth_states (
    state      bytea       PRIMARY KEY,
    user_id    text        NOT NULL,
    target     text        NOT NULL,
    flow       text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX oauth_states_expired ON oauth_states (expires_at);

-- Who we are to the authorization servers that registered us. Each keeps the clients that grants were made to.
CREATE TABLE oauth_clients (
    issuer        text        NOT NULL,
    client_id     text        NOT NULL,
    redirect_uri  text        NOT NULL,
    client_secret text,
    auth_method   text        NOT NULL,
    expires_at    timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, client_id)
);

-- Which replica renews a credential right now, and how long nobody should try again. Nothing that a crash would miss.
CREATE UNLOGGED TABLE oauth_renewals (
    credential  text        PRIMARY KEY,
    holder      uuid        NOT NULL,
    leased_till timestamptz NOT NULL,
    failures    integer     NOT NULL DEFAULT 0,
    retry_at    timestamptz NOT NULL DEFAULT now()
);

-- A credential that is renewed, or sealed anew, is still the one that its owner gave; one that is replaced is not.
ALTER TABLE user_mcp_connections
    ADD COLUMN credential_version bigint NOT NULL DEFAULT 1,
    ADD COLUMN predefined_id      text,
    ADD COLUMN wanted_scopes      text;
ALTER TABLE user_tool_status ADD COLUMN credential_version bigint NOT NULL DEFAULT 1;

-- One connector for each server that the operator offers, whoever connects it twice at the same time.
CREATE UNIQUE INDEX IF NOT EXISTS user_mcp_connections_predefined ON user_mcp_connections (user_id, predefined_id)
    WHERE predefined_id IS NOT NULL;
