-- What one replica does for all, with the moment from which it is due again and how often it was done.
CREATE TABLE scheduled_work (
    name   text        PRIMARY KEY,
    due_at timestamptz NOT NULL,
    turns  bigint      NOT NULL DEFAULT 1
);
