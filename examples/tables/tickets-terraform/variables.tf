variable "stage" {
  description = "Where the tables are: dev or prod."
  type        = string
}

variable "write_capacity" {
  description = "Write capacity per second to begin with, in production."
  type        = number
  default     = 60
}
