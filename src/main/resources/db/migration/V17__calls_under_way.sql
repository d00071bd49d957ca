-- Until when each call of a tool that is under way can last at the most, by user. A call whose replica died ends then, too.
-- Not worth the write-ahead log: losing it lets users begin some calls more.
CREATE UNLOGGED TABLE calls_under_way (
    user_id text          PRIMARY KEY,
    ends_at timestamptz[] NOT NULL
);
