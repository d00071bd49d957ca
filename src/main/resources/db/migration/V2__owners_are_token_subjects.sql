-- The owner becomes the token's subject, a text. The Python service had numbers, which are what its tokens carry as
-- subject, so 42 becomes '42' and its owner sees the same rows as before.
DO $$
DECLARE
    reference record;
BEGIN
    -- A number may refer to a table of users; a subject refers to nothing in this database.
    FOR reference IN
        SELECT conrelid::regclass AS table_name, conname
        FROM pg_constraint
        WHERE contype = 'f' AND conrelid IN ('user_tool_status'::regclass, 'user_mcp_connections'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', reference.table_name, reference.conname);
    END LOOP;
END
$$;

ALTER TABLE user_tool_status ALTER COLUMN user_id TYPE text USING user_id::text;
ALTER TABLE user_mcp_connections ALTER COLUMN user_id TYPE text USING user_id::text;
