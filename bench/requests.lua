-- For wrk: each request comes from another user. Arguments: METHOD PATH FILE BODY [HEADER…], BODY empty for none, a HEADER as
-- "Name: value"; a line of FILE is a token, a tab, the id of one of its owner's connectors, a tab and what an agent knows a
-- tool of it by. The latter two take the places of {id} and {tool} in PATH, BODY and HEADERs.
-- THINK is how many milliseconds each caller waits before its next request, ASKING how many of the users ask: all of
-- them where it is not given.
local think = tonumber(os.getenv("THINK") or "0")
if think > 0 then
  function delay() return think end
end

local asking = tonumber(os.getenv("ASKING") or "") or math.huge
local prepared = {}
local turn = 0

function init(arguments)
  local method, path, file, body = arguments[1], arguments[2], arguments[3], arguments[4]
  for line in io.lines(file) do
    if #prepared >= asking then break end
    local token, id, tool = line:match("^(%S+)\t(%d+)\t(%S+)$")
    local function filled(text) return (text:gsub("{(%a+)}", { id = id, tool = tool })) end
    local headers = { Authorization = "Bearer " .. token }
    if body ~= "" then headers["Content-Type"] = "application/json" end
    for at = 5, #arguments do
      local name, value = arguments[at]:match("^(.-): (.*)$")
      headers[name] = filled(value)
    end
    prepared[#prepared + 1] = wrk.format(method, filled(path), headers, body ~= "" and filled(body) or nil)
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
