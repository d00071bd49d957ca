-- At most so many connectors an owner, exact whatever runs at the same time. The limit is the setting
-- connectors.per_owner of the transaction, 10 where none is set.

-- Lets one transaction at a time change the set of an owner's connectors. The locks are striped: a bulk load of any
-- number of owners takes at most 1024 of them, and owners that share a stripe merely wait for each other.
CREATE FUNCTION lock_connectors_of(owner text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtext('user_mcp_connections'), hashtext(owner) & 1023)
$$;

CREATE FUNCTION enforce_connector_limit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    per_owner constant integer := coalesce(nullif(current_setting('connectors.per_owner', true), '')::integer, 10);
BEGIN
    PERFORM lock_connectors_of(NEW.user_id);
    -- Counted after the lock is there, so what others committed meanwhile is seen.
    IF (SELECT count(*) FROM user_mcp_connections WHERE user_id = NEW.user_id) >= per_owner THEN
        RAISE EXCEPTION 'connector limit of % reached', per_owner USING ERRCODE = 'CL001';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER connector_limit BEFORE INSERT ON user_mcp_connections
    FOR EACH ROW EXECUTE FUNCTION enforce_connector_limit();
