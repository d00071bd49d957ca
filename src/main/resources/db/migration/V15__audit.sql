-- Who did what, kept by weeks, so that what is old goes with its table. The key is how it is read: one user's, by time.
-- A number of its own tells apart what happened in the same microsecond, and a row that is written twice from two rows.
CREATE TABLE audit_events (
    user_id     text        NOT NULL,
    at          timestamptz NOT NULL,
    id          bigint      NOT NULL,
    action      text        NOT NULL,
    target_type text        NOT NULL,
    target_id   text,
    target_name text,
    outcome     text        NOT NULL,
    duration_ms bigint,
    trace_id    text,
    details     jsonb,
    PRIMARY KEY (user_id, at, id)
) PARTITION BY RANGE (at);

-- What belongs to no week that is there, so that nothing is refused for want of one.
CREATE TABLE audit_events_other PARTITION OF audit_events DEFAULT;

-- What is written stays as it is; erasing a user takes rows away, and changes none.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is never changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

-- Makes room for the week of a day. Others who write wait for it no longer than the time for the lock.
CREATE FUNCTION add_audit_week(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET lock_timeout = '500ms' AS $$
DECLARE
    monday date := date_trunc('week', day)::date;
    week   text := 'audit_events_' || to_char(monday, 'YYYY_MM_DD');
    begins text := monday || ' 00:00:00+00';
    ends   text := monday + 7 || ' 00:00:00+00';
BEGIN
    IF to_regclass(week) IS NOT NULL THEN
        RETURN;
    END IF;
    LOCK TABLE audit_events_other IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING ALL)', week);
    EXECUTE format(
        'WITH moved AS (DELETE FROM audit_events_other WHERE at >= %L AND at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
        begins, ends, week);
    EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', week, begins, ends);
END
$$;

-- Forgets the weeks all of which is older.
CREATE FUNCTION drop_audit_weeks(keep interval) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET lock_timeout = '500ms' AS $$
DECLARE
    week text;
BEGIN
    FOR week IN
        SELECT part.relname FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
        WHERE inhparent = 'audit_events'::regclass AND part.relname ~ '^audit_events_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
          AND to_date(right(part.relname, 10), 'YYYY_MM_DD') + 7 <= ((now() - keep) AT TIME ZONE 'UTC')::date
    LOOP
        EXECUTE format('DROP TABLE %I', week);
    END LOOP;
    DELETE FROM audit_events_other WHERE at < now() - keep;
END
$$;

-- They act for the owner of the tables: on these tables, and for those alone to whom the owner grants it.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION add_audit_week(date) SET search_path = %I, pg_temp', current_schema());
    EXECUTE format('ALTER FUNCTION drop_audit_weeks(interval) SET search_path = %I, pg_temp', current_schema());
END
$$;
REVOKE EXECUTE ON FUNCTION add_audit_week(date), drop_audit_weeks(interval) FROM PUBLIC;

SELECT add_audit_week((now() AT TIME ZONE 'UTC')::date + 7 * week) FROM generate_series(0, 8) AS week;
