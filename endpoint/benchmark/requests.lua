-- PutItem or GetItem (the first argument) of items of 1 KB, built once, over 10,000 keys.
local requests = {}
local next = 0

function init(args)
  local operation = args[1]
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
  wrk.headers["X-Amz-Target"] = "DynamoDB_20120810." .. operation
  wrk.headers["Authorization"] =
    "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none"
  local payload = string.rep("x", 1000)
  for i = 0, 9999 do
    local key = '{"pk":{"S":"key-' .. i .. '"}'
    local body = operation == "PutItem"
      and '{"TableName":"bench","Item":' .. key .. ',"v":{"S":"' .. payload .. '"}}}'
      or '{"TableName":"bench","Key":' .. key .. '}}'
    requests[i] = wrk.format(nil, "/", nil, body)
  end
end

function request()
  next = (next + 1) % 10000
  return requests[next]
end

function done(summary, latency)
  io.write(string.format("%.0f requests/s, median %.2f ms, errors %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
