-- One row a user and system tool. Where the Python service left several, the connected one that changed last counts.
DELETE FROM user_tool_status older
USING user_tool_status newer
WHERE older.user_id = newer.user_id
  AND older.tool_id = newer.tool_id
  AND (older.is_connected, older.updated_at, older.id) < (newer.is_connected, newer.updated_at, newer.id);

CREATE UNIQUE INDEX user_tool_status_owner ON user_tool_status (user_id, tool_id);

-- What a user gave to be let in by a system tool: a Fernet token, never part of config, which its owner gets to see.
ALTER TABLE user_tool_status ADD COLUMN auth_config text;
