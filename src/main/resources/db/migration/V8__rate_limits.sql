-- How often a user did what is limited, as the one number that the generic cell rate algorithm needs: when the bucket
-- will be empty again. Shared by all replicas; not worth the write-ahead log, since losing it forgives everyone.
CREATE UNLOGGED TABLE rate_limits (
    user_id  text        NOT NULL,
    action   text        NOT NULL,
    empty_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, action)
);
