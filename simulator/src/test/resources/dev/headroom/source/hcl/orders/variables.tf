variable "stage" {
  type        = string
  description = <<-EOT
    Where it runs: "dev" or "prod".
    EOT
}

variable "write_capacity" {
  type    = number
  default = 40
}

variable "extra_attributes" {
  default = []
}
