-- What a connector is called in the names that its tools have for an agent: short, safe, of its owner unique, and for life.
-- It is made here, since the Python service adds connectors, too. No underscore: two of them end it in a tool's name.

CREATE FUNCTION slug_of(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(trim(BOTH '-' FROM left(trim(BOTH '-' FROM regexp_replace(
        translate(
            lower(name),
            'àáâãäåāçćčèéêëēęìíîïīñńòóôõöøōùúûüūýÿžźżšśßłÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ',
            'aaaaaaaccceeeeeeiiiiinnooooooouuuuuyyzzzssslaaaaaaceeeeiiiinoooooouuuuy'),
        '[^a-z0-9]+', '-', 'g')), 24)), ''), 'connector')
$$;

ALTER TABLE user_mcp_connections ADD COLUMN slug text;

-- The slug for this name that none of the owner's connectors has yet.
CREATE FUNCTION free_slug(owner text, name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    wanted constant text    := slug_of(name);
    given           text    := wanted;
    number          integer := 1;
BEGIN
    WHILE EXISTS (SELECT FROM user_mcp_connections WHERE user_id = owner AND slug = given) LOOP
        number := number + 1;
        given := rtrim(left(wanted, 24 - length('-' || number)), '-') || '-' || number;
    END LOOP;
    RETURN given;
END
$$;

CREATE FUNCTION give_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.slug := free_slug(NEW.user_id, NEW.name);
    RETURN NEW;
END
$$;

CREATE TRIGGER connector_slug BEFORE INSERT ON user_mcp_connections FOR EACH ROW EXECUTE FUNCTION give_slug();

-- Those that are there get theirs in the order in which they came.
DO $$
DECLARE
    connector record;
BEGIN
    FOR connector IN SELECT id, user_id, name FROM user_mcp_connections ORDER BY id LOOP
        UPDATE user_mcp_connections SET slug = free_slug(connector.user_id, connector.name) WHERE id = connector.id;
    END LOOP;
END
$$;

ALTER TABLE user_mcp_connections ALTER COLUMN slug SET NOT NULL;
-- The slug first, or all that is read of one owner would be read by this index, out of order.
CREATE UNIQUE INDEX user_mcp_connections_slug ON user_mcp_connections (slug, user_id);

-- Which tools these are: no two lists that differ ever had the same number, so that whoever knows it knows them.
CREATE SEQUENCE tools_versions;
ALTER TABLE user_mcp_connections ADD COLUMN tools_version bigint NOT NULL DEFAULT nextval('tools_versions');

CREATE FUNCTION count_tools_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.discovered_tools IS DISTINCT FROM OLD.discovered_tools THEN
        NEW.tools_version := nextval('tools_versions');
    END IF;
    RETURN NEW;
END
$$;

-- After tools_as_served, by name.
CREATE TRIGGER tools_version BEFORE UPDATE OF discovered_tools ON user_mcp_connections
    FOR EACH ROW EXECUTE FUNCTION count_tools_version();

-- Where the tools of a user's agent come from, whatever kind of thing they belong to.
CREATE VIEW agent_sources AS
SELECT user_id, id, slug, name, discovered_tools AS tools, tools_version, stale_since, status
FROM user_mcp_connections
WHERE is_active;
