-- How many connectors there are in each status, counted by one replica for the metrics of all.
CREATE TABLE connector_counts (
    status     text   PRIMARY KEY,
    connectors bigint NOT NULL DEFAULT 0
);

INSERT INTO connector_counts (status) VALUES ('ok'), ('failing'), ('needs_reauth'), ('unverified');
