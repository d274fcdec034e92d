terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

locals {
  name     = "orders-${var.stage}"
  is_prod  = var.stage == "prod"
  capacity = { dev = 5, prod = var.write_capacity * 10 }
  keys     = concat(["id", "placed_at"], var.extra_attributes)
  tags     = merge({ team = "shop" }, { stage = var.stage })
}

resource "aws_dynamodb_table" "orders" {
  name           = local.name
  billing_mode   = local.is_prod ? "PROVISIONED" : "PAY_PER_REQUEST"
  read_capacity  = local.is_prod ? max(ceil(local.capacity[var.stage] / 3), 20) : null
  write_capacity = local.is_prod ? lookup(local.capacity, var.stage, 1) : null
  hash_key       = local.keys[0]
  range_key      = element(local.keys, 1)

  dynamic "attribute" {
    for_each = toset(local.keys)
    content {
      name = attribute.value
      type = "S"
    }
  }

  point_in_time_recovery { enabled = true }
  tags = local.tags
}
