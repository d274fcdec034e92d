locals {
  is_prod = var.stage == "prod"
}

resource "aws_dynamodb_table" "tickets" {
  name           = "tickets-${var.stage}"
  billing_mode   = local.is_prod ? "PROVISIONED" : "PAY_PER_REQUEST"
  read_capacity  = local.is_prod ? 2 * var.write_capacity : null
  write_capacity = local.is_prod ? var.write_capacity : null
  hash_key       = "event_id"
  range_key      = "seat"

  attribute {
    name = "event_id"
    type = "S"
  }

  attribute {
    name = "seat"
    type = "S"
  }

  # Auto scaling sets it.
  lifecycle {
    ignore_changes = [write_capacity]
  }
}

resource "aws_appautoscaling_target" "writes" {
  count              = local.is_prod ? 1 : 0
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.tickets.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = var.write_capacity
  max_capacity       = 10 * var.write_capacity
}

resource "aws_appautoscaling_policy" "writes" {
  count              = local.is_prod ? 1 : 0
  name               = "writes"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.writes[0].service_namespace
  resource_id        = aws_appautoscaling_target.writes[0].resource_id
  scalable_dimension = aws_appautoscaling_target.writes[0].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}
