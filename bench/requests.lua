-- For wrk: each request comes from another user. Arguments: METHOD PATH FILE [BODY]; a line of FILE is a token, a tab
-- and the id of one of its owner's connectors, which takes the place of {id} in PATH.
-- THINK is how many milliseconds each caller waits before its next request.
local think = tonumber(os.getenv("THINK") or "0")
if think > 0 then
  function delay() return think end
end

local prepared = {}
local turn = 0

function init(arguments)
  local method, path, file, body = arguments[1], arguments[2], arguments[3], arguments[4]
  for line in io.lines(file) do
    local token, id = line:match("^(%S+)\t(%d+)$")
    local headers = { Authorization = "Bearer " .. token }
    if body then headers["Content-Type"] = "application/json" end
    prepared[#prepared + 1] = wrk.format(method, (path:gsub("{id}", id)), headers, body)
  end
end

function request()
  turn = turn % #prepared + 1
  return prepared[turn]
end

function done(summary, latency)
  local errors = summary.errors
  local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  print(string.format("MEASURED %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), bad))
end
