locals {
  tables = {
    users = { read = 11, write = 12 }
    items = { read = 13, write = 14 }
  }
  sizes = [for name, t in local.tables : t.write if t.write > 12]
}

resource "aws_dynamodb_table" "each" {
  for_each       = local.tables
  name           = each.key
  read_capacity  = each.value.read
  write_capacity = each.value["write"]
  hash_key       = "id"
  attribute {
    name = "id"
    type = "N"
  }
}

resource "aws_dynamodb_table" "counted" {
  count          = 2
  name           = format("shard-%s", count.index)
  read_capacity  = 1 + count.index
  write_capacity = local.sizes[0]
  hash_key       = "id"
  attribute {
    name = "id"
    type = "B"
  }
}

resource "aws_dynamodb_table" "absent" {
  count    = 0
  name     = "absent"
  hash_key = "id"
}

resource "aws_appautoscaling_target" "each" {
  for_each           = aws_dynamodb_table.each
  min_capacity       = 1
  max_capacity       = 50
  resource_id        = "table/${each.value.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  service_namespace  = "dynamodb"
}
