-- Which keys the replicas that run right now can open tokens of, by fingerprint, and which one each seals with. Not
-- unlogged: after a failover a replica with a new key must not take itself for the only one.
CREATE TABLE replicas (
    replica       uuid        PRIMARY KEY,
    keys          text[]      NOT NULL,
    sealing_key   text        NOT NULL,
    sealing_since timestamptz NOT NULL DEFAULT now(),
    seen_at       timestamptz NOT NULL DEFAULT now()
);
