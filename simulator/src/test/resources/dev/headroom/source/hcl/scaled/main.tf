variable "suffix" {}

resource "aws_dynamodb_table" "carts" {
  name           = "carts${var.suffix}"
  read_capacity  = 5
  write_capacity = 5
  hash_key       = "id"

  attribute {
    name = "id"
    type = "S"
  }

  lifecycle {
    ignore_changes = [write_capacity]
  }
}

resource "aws_appautoscaling_target" "carts_write" {
  min_capacity       = 5
  max_capacity       = 100
  resource_id        = "table/${aws_dynamodb_table.carts.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  service_namespace  = "dynamodb"
}

resource "aws_appautoscaling_policy" "carts_write" {
  name               = "DynamoDBWriteCapacityUtilization:${aws_appautoscaling_target.carts_write.resource_id}"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.carts_write.resource_id
  scalable_dimension = aws_appautoscaling_target.carts_write.scalable_dimension
  service_namespace  = aws_appautoscaling_target.carts_write.service_namespace

  target_tracking_scaling_policy_configuration {
    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
    target_value = 70
  }
}

resource "aws_appautoscaling_scheduled_action" "morning" {
  name               = "morning"
  service_namespace  = aws_appautoscaling_target.carts_write.service_namespace
  resource_id        = aws_appautoscaling_target.carts_write.resource_id
  scalable_dimension = aws_appautoscaling_target.carts_write.scalable_dimension
  schedule           = "cron(0 7 ? * MON-FRI *)"

  scalable_target_action {
    min_capacity = 50
  }
}

resource "aws_appautoscaling_target" "service" {
  min_capacity       = 1
  max_capacity       = 4
  resource_id        = "service/cluster/web"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}
