-- What owners have agreed to, as far as the tools that are served do not say it by themselves: the definition that was
-- agreed to of a tool that has changed, and what counts should a tool return that is gone. Rows of before have agreed to
-- what they have.
ALTER TABLE user_mcp_connections
    ADD COLUMN tool_pins       jsonb NOT NULL DEFAULT '[]',
    -- Why a connector is switched off by itself, null where it was its owner; counts only while it is off.
    ADD COLUMN inactive_reason text;
