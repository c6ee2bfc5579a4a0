-- What an engine sends, for wrk: `-- KEY HOW MANY MARK`, so many events in each request, each with an id of its own
-- that begins with the mark.
local key, many, sent, mark

local plain = '{"specversion":"1.0","id":"%s-%d","source":"/benchmark","type":"lefi.run.completed",' ..
    '"time":"%s","subject":"r%d","data":{"environment":"production","job":"dygn","run":"r%d","files":211,' ..
    '"persons":48211,"sequence":%d,"benefits":{"FP":{"komplett":812,"uppdaterad":3400,"utan_utbetalning":12,' ..
    '"aterkrav":3},"SA":{"komplett":2200,"uppdaterad":9120,"utan_utbetalning":80,"aterkrav":14}}}}'

function init(arguments)
    key, many, mark, sent = arguments[1], tonumber(arguments[2]), arguments[3], 0
end

local function event()
    sent = sent + 1
    return plain:format(mark, sent, os.date("!%Y-%m-%dT%H:%M:%SZ"), sent, sent, sent)
end

function request()
    local headers = { ["Authorization"] = "Bearer " .. key }
    if many == 1 then
        headers["Content-Type"] = "application/cloudevents+json"
        return wrk.format("POST", "/engine/events", headers, event())
    end
    headers["Content-Type"] = "application/cloudevents-batch+json"
    local events = {}
    for number = 1, many do events[number] = event() end
    return wrk.format("POST", "/engine/events", headers, "[" .. table.concat(events, ",") .. "]")
end
