resource "aws_dynamodb_table" "games" {
  name           = "games"
  billing_mode   = "PROVISIONED"
  read_capacity  = 10
  write_capacity = 10
  hash_key       = "user"

  attribute {
    name = "user"
    type = "S"
  }
}

resource "aws_dynamodb_global_secondary_index" "title" {
  table_name = aws_dynamodb_table.games.name
  index_name = "by-title"

  key_schema {
    attribute_name = "title"
    attribute_type = "S"
    key_type       = "HASH"
  }

  key_schema {
    attribute_name = "score"
    attribute_type = "N"
    key_type       = "RANGE"
  }

  projection {
    projection_type = "KEYS_ONLY"
  }

  provisioned_throughput {
    read_capacity_units  = 6
    write_capacity_units = 7
  }
}
